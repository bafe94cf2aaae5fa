package io.github.deployctl.agent.posix;

import io.github.deployctl.agent.os.Fd;
import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.agent.os.Successor;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What the launcher's path leads to now, with the arguments and the environment that this agent was started with. */
final class PosixSuccessor implements Successor {
    private static final long CHECK_SECONDS = 30;
    private static final int LONGEST_ANSWER = 4096;
    private static final int SIG_SETMASK = 2;
    private static final int SIGNAL_SET_BYTES = 128;

    private final NativeFunction execve;
    private final NativeFunction sigprocmask;
    private final Fds fds;
    private final Command command;
    private final Optional<Fd> lock;

    /** @param lock that is passed on, so that no other agent gets in between */
    PosixSuccessor(Libc libc, Fds fds, Command command, Optional<Fd> lock) {
        this.execve = libc.function("execve");
        this.sigprocmask = libc.function("sigprocmask");
        this.fds = fds;
        this.command = command;
        this.lock = lock;
    }

    /**
     * How this agent was started.
     *
     * @param launcher its path, links and all
     * @param added variables that the launcher sets each time
     */
    record Command(Path launcher, List<String> args, Set<String> added) {}

    @Override
    public String check() throws OsException {
        String subject = "start " + command.launcher();
        try {
            ProcessBuilder builder = new ProcessBuilder(command.launcher().toString(), "--version");
            builder.environment().keySet().removeAll(command.added());
            builder.redirectErrorStream(true).redirectInput(new File("/dev/null"));
            Process process = builder.start();
            // It says a line or a few, which a pipe holds, so that it can be read afterwards.
            boolean ended = process.waitFor(CHECK_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
                throw new OsException(subject, "ETIMEDOUT", "it did not say its version in " + CHECK_SECONDS + " s");
            }
            String said =
                    new String(process.getInputStream().readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8).strip();
            if (process.exitValue() != 0) {
                throw new OsException(subject, "exit " + process.exitValue(), said);
            }
            return said.substring(said.lastIndexOf(' ') + 1);
        } catch (IOException e) {
            throw e instanceof OsException failure
                    ? failure
                    : new OsException(subject, "EIO", String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OsException(subject, "EINTR", "interrupted");
        }
    }

    @Override
    public void takeOver(List<Passed> listeners) throws OsException {
        try (NativeMemory memory = new NativeMemory();
                PassedFds passed = new PassedFds(
                        fds, listeners.stream().map(Passed::listener).toList(), lock)) {
            List<String> argv = new ArrayList<>(List.of(command.launcher().toString()));
            argv.addAll(command.args());
            long program = memory.string(command.launcher().toString());
            long arguments = memory.strings(argv);
            long environment = memory.byteStrings(
                    environment(listeners.stream().map(Passed::name).toList(), passed.extra()));
            // The mask of the calling thread is the new program's first (execve(2)), and HotSpot blocks SIGQUIT.
            long nothing = memory.allocate(SIGNAL_SET_BYTES);
            long mask = memory.allocate(SIGNAL_SET_BYTES);
            passed.place();
            sigprocmask.check("sigprocmask", SIG_SETMASK, nothing, mask);
            try {
                execve.check("execute " + command.launcher(), program, arguments, environment);
            } finally {
                sigprocmask.check("sigprocmask", SIG_SETMASK, mask, 0);
            }
        }
    }

    /** The bytes that this process was started with: the JVM's strings need not be them, in a locale that knows ASCII alone. */
    private List<byte[]> environment(List<String> names, Optional<Integer> lockFd) throws OsException {
        List<String> variables = new ArrayList<>();
        for (String variable : initial().split("\0", -1)) {
            String name = variable.replaceFirst("=.*", "");
            if (!variable.isEmpty()
                    && !name.startsWith("LISTEN_")
                    && !name.equals(Posix.LOCK_FD)
                    && !command.added().contains(name)) {
                variables.add(variable);
            }
        }
        variables.add("LISTEN_FDS=" + names.size());
        variables.add("LISTEN_FDNAMES=" + String.join(":", names));
        variables.add("LISTEN_PID=" + ProcessHandle.current().pid());
        lockFd.ifPresent(number -> variables.add(Posix.LOCK_FD + "=" + number));
        return variables.stream()
                .map(variable -> variable.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
    }

    private static String initial() throws OsException {
        try {
            return new String(Files.readAllBytes(Path.of("/proc/self/environ")), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new OsException("read /proc/self/environ", "EIO", String.valueOf(e.getMessage()));
        }
    }
}
