package io.github.deployctl.agent.posix;

import io.github.deployctl.agent.os.ExitStatus;
import io.github.deployctl.agent.os.Fd;
import io.github.deployctl.agent.os.LaunchCommand;
import io.github.deployctl.agent.os.Listeners;
import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.os.Processes;
import io.github.deployctl.agent.procfs.ProcTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The real thing for one test, wired as a variant of the kernel would have it; ends and closes in the end what it started. */
final class Kernel implements AutoCloseable {
    private static final int NO_SUCH_CALL = 9999;
    private static final int NO_SUCH_FAMILY = 45;
    private static final long SECONDS = 20;

    final Libc libc = new Libc();
    final Fds fds = new Fds(libc);
    final Sockets sockets = new Sockets(libc);
    final Pidfds pidfds;
    final Spawner spawner;

    private final Path folder;
    private final Listeners listeners;
    private final Processes processes;
    private final ConcurrentLinkedQueue<ProcessId> started = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Fd> opened = new ConcurrentLinkedQueue<>();
    private final AtomicInteger logs = new AtomicInteger();

    private Kernel(Path folder, boolean modern) {
        ProcTable table = new ProcTable(Path.of("/proc"));
        this.folder = folder;
        pidfds = new Pidfds(libc, fds, table, modern ? Pidfds.PIDFD_OPEN : NO_SUCH_CALL);
        spawner = new Spawner(new SpawnCalls(libc, modern), fds);
        listeners = new PosixListeners(
                fds,
                sockets,
                new Pidfds(libc, fds, table, Pidfds.PIDFD_OPEN),
                modern ? Sockaddr.AF_INET6 : NO_SUCH_FAMILY);
        NativeFunction pipe2 = libc.function("pipe2");
        processes = new PosixProcesses(
                spawner,
                new Children(libc),
                pidfds,
                table,
                Niceness.of(libc, Path.of("/proc")),
                () -> Pipe.open(pipe2, fds));
    }

    /** @param folder for logs */
    static Kernel modern(Path folder) {
        return new Kernel(folder, true);
    }

    /** One without IPv6, pidfds for processes, and a C library that can close all descriptors at once. */
    static Kernel old(Path folder) {
        return new Kernel(folder, false);
    }

    Listeners listeners() {
        return listeners;
    }

    Processes processes() {
        return processes;
    }

    /** Closes a descriptor in the end. */
    Fd keep(Fd fd) {
        opened.add(fd);
        return fd;
    }

    ProcessId launch(LaunchCommand command) throws OsException {
        ProcessId process = processes.launch(command);
        started.add(process);
        return process;
    }

    LaunchCommand command(List<String> argv, Map<String, String> env, Fd... passed) {
        return new LaunchCommand(argv, env, folder, folder.resolve("log" + logs.incrementAndGet()), List.of(passed));
    }

    /** Runs a shell script to its end and returns what it wrote. */
    String output(LaunchCommand command) throws Exception {
        await(launch(command));
        return Files.readString(command.log());
    }

    String shell(String script, Fd... passed) throws Exception {
        return output(command(List.of("/bin/sh", "-c", script), Map.of("PATH", "/usr/bin:/bin"), passed));
    }

    ExitStatus await(ProcessId process) {
        CompletableFuture<ExitStatus> exit = new CompletableFuture<>();
        processes.onExit(process, exit::complete);
        return exit.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }

    /** Returns the lines that {@code /proc/self/fdinfo} has of a descriptor, whose flags are those that every holder sees. */
    static String flags(Fd fd) throws IOException {
        int number = PosixFd.of(fd).use(open -> open);
        for (String line : Files.readAllLines(Path.of("/proc/self/fdinfo/" + number))) {
            if (line.startsWith("flags:")) {
                return line.substring("flags:".length()).strip();
            }
        }
        throw new IllegalStateException("no flags");
    }

    @Override
    public void close() {
        List<ProcessId> left = new ArrayList<>(started);
        left.removeIf(process -> !processes.isAlive(process));
        for (ProcessId process : left) {
            processes.signal(process, Processes.Signal.KILL);
            await(process);
        }
        opened.forEach(Fd::close);
    }
}
