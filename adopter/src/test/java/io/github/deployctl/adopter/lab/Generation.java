package io.github.deployctl.adopter.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import jnr.posix.SpawnFileAction;

/** A child JVM with the adopter and listening sockets as fds 3 and 4. Ended, whatever it does, when closed. */
public final class Generation implements AutoCloseable {
    public static final int PUBLIC_FD = 3;
    public static final int PRIVATE_FD = 4;

    private static final POSIX SYSTEM = POSIXFactory.getPOSIX();
    private static final int O_WRONLY_CREAT_APPEND = 1 | 0100 | 02000;
    private static final int EXITED = 0x7f;
    private static final long END_SECONDS = 40;

    private final long pid;
    private final Path log;

    private Generation(long pid, Path log) {
        this.pid = pid;
        this.log = log;
    }

    /** What to start: options and arguments of java, and its whole environment. */
    public record Command(Path java, List<String> arguments, Map<String, String> environment) {}

    /** Starts it. stdout and stderr go to the log. */
    public static Generation start(
            Command command, ListeningSocket publicSocket, ListeningSocket privateSocket, Path log) {
        List<String> arguments = new ArrayList<>();
        arguments.add(command.java().toString());
        arguments.addAll(command.arguments());
        List<String> environment = new ArrayList<>();
        command.environment().forEach((name, value) -> environment.add(name + "=" + value));
        List<SpawnFileAction> actions = List.of(
                SpawnFileAction.open(log.toString(), 1, O_WRONLY_CREAT_APPEND, 0600),
                SpawnFileAction.dup(1, 2),
                SpawnFileAction.dup(publicSocket.fd(), PUBLIC_FD),
                SpawnFileAction.dup(privateSocket.fd(), PRIVATE_FD));
        ListeningSocket.keepAllFds();
        long pid = SYSTEM.posix_spawnp(command.java().toString(), actions, arguments, environment);
        if (pid <= 0) {
            throw new IllegalStateException("cannot start " + command.java());
        }
        return new Generation(pid, log);
    }

    public long pid() {
        return pid;
    }

    public String output() throws IOException {
        return Files.readString(log);
    }

    /** Waits for its end and returns the exit status. */
    public int awaitExit() throws Exception {
        try {
            awaitEnd();
        } catch (TimeoutException e) {
            throw new AssertionError("still running: " + output(), e);
        }
        int[] status = new int[1];
        SYSTEM.waitpid(pid, status, 0);
        return (status[0] & EXITED) == 0 ? status[0] >> 8 & 0xff : -(status[0] & EXITED);
    }

    /** Sends SIGTERM and waits for its end. */
    public void terminate() throws Exception {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
        awaitExit();
    }

    @Override
    public void close() {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        SYSTEM.waitpid(pid, new int[1], 0);
    }

    private void awaitEnd() throws Exception {
        var process = ProcessHandle.of(pid);
        if (process.isPresent()) {
            process.get().onExit().get(END_SECONDS, TimeUnit.SECONDS);
        }
    }
}
