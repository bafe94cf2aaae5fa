package io.github.deployctl.agent.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deployctl.agent.os.Fd;
import io.github.deployctl.agent.os.LaunchCommand;
import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.agent.os.ProcessId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a child gets from a launch. */
final class LaunchIT {
    private static final int SIGHUP = 1;
    private static final int SIG_IGN = 1;
    private static final int SIG_BLOCK = 0;
    private static final int SIG_SETMASK = 2;
    private static final int SIGNAL_SET_BYTES = 128;

    /** SIGQUIT and SIGUSR1, 3 and 10, in the first byte and the second of a signal set. */
    private static final byte[] SOME_SIGNALS = {1 << 2, 1 << 1};

    @TempDir
    Path folder;

    private Kernel kernel;

    @BeforeEach
    void startKernel() {
        kernel = Kernel.modern(folder);
    }

    @AfterEach
    void stopKernel() {
        kernel.close();
    }

    @Test
    void argumentsArriveVerbatim() throws Exception {
        List<String> awkward = List.of("a b", "", "it's \"quoted\"", "two\nlines", "$HOME `id` \\ *", "-n", "grüße €");
        for (Map<String, String> env : List.of(Map.<String, String>of(), Map.of("LISTEN_FDS", "0"))) {
            List<String> argv = new ArrayList<>(List.of("/bin/sh", "-c", "printf '<%s>' \"$@\"", "sh"));
            argv.addAll(awkward);
            assertThat(kernel.output(kernel.command(argv, env))).isEqualTo("<" + String.join("><", awkward) + ">");
        }
    }

    @Test
    void theEnvironmentIsExactlyTheGivenOne() throws Exception {
        Map<String, String> env = Map.of("EMPTY", "", "SPACED", "a b", "odd.name", "x=y", "LINES_OF_IT", "1\n2");
        LaunchCommand command = kernel.command(List.of("/bin/cat", "/proc/self/environ"), env);
        assertThat(kernel.output(command).split("\0", -1))
                .containsExactlyInAnyOrder("EMPTY=", "SPACED=a b", "odd.name=x=y", "LINES_OF_IT=1\n2", "");
    }

    @Test
    void listenPidIsItsOwnWhereThereAreListenFds() throws Exception {
        LaunchCommand command = kernel.command(
                List.of("/bin/sh", "-c", "echo $$ $LISTEN_PID $LISTEN_FDS $LISTEN_FDNAMES"),
                Map.of("LISTEN_FDS", "2", "LISTEN_FDNAMES", "http:admin"));
        ProcessId process = kernel.launch(command);
        kernel.await(process);
        assertThat(Files.readString(command.log())).isEqualTo("%1$d %1$d 2 http:admin\n".formatted(process.pid()));
    }

    @Test
    void listenerThatIsGivenAsStdinIsDescriptorZeroAndStaysTheThird() throws Exception {
        Fd listener = kernel.keep(kernel.listeners().openPrivate().fd());
        LaunchCommand command = kernel.command(
                        List.of("/bin/sh", "-c", "readlink /proc/self/fd/0 /proc/self/fd/3"),
                        Map.of("PATH", "/usr/bin:/bin"),
                        listener)
                .withStdin(listener);
        String socket = "socket:[" + listener.inode() + "]\n";
        assertThat(kernel.output(command)).isEqualTo(socket + socket);
    }

    @Test
    void itLeadsASessionOfItsOwn() throws Exception {
        // Fields 5 and 6 of the file: process group and session. A hang-up goes to the members of the agent's, so not
        // here.
        String stat = kernel.shell("cat /proc/$$/stat; :");
        List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        String pid = stat.substring(0, stat.indexOf(' '));
        assertThat(fields.subList(2, 5)).containsExactly(pid, pid, "0");
    }

    @Test
    void itBlocksAndIgnoresNoSignalThoughItsParentDoes() throws Exception {
        NativeFunction signal = kernel.libc.function("signal");
        NativeFunction mask = kernel.libc.function("pthread_sigmask");
        try (NativeMemory memory = new NativeMemory()) {
            byte[] blocked = new byte[SIGNAL_SET_BYTES];
            System.arraycopy(SOME_SIGNALS, 0, blocked, 0, SOME_SIGNALS.length);
            long former = memory.allocate(SIGNAL_SET_BYTES);
            mask.checkError("pthread_sigmask", SIG_BLOCK, memory.bytes(blocked), former);
            long handler = signal.call(SIGHUP, SIG_IGN);
            String ofParent;
            String ofChild;
            try {
                ofParent = Files.readString(Path.of("/proc/thread-self/status"));
                // Not through a shell: it blocks signals itself while it starts a command.
                ofChild = kernel.output(kernel.command(List.of("cat", "/proc/self/status"), Map.of()));
            } finally {
                signal.call(SIGHUP, handler);
                mask.checkError("pthread_sigmask", SIG_SETMASK, former, 0);
            }
            assertThat(signals("SigBlk", ofParent)).isEqualTo(0x204);
            assertThat(signals("SigIgn", ofParent) & 1).isEqualTo(1);
            assertThat(signals("SigBlk", ofChild)).isZero();
            // Signals 32 and 33 are the C library's own, which it sets to be ignored.
            assertThat(signals("SigIgn", ofChild) & ~(3L << 31)).isZero();
        }
    }

    @Test
    void itsLogIsAppendedToAndReadableByTheGroupOnly() throws Exception {
        LaunchCommand command = kernel.command(List.of("/bin/sh", "-c", "echo out; echo err >&2"), Map.of());
        kernel.output(command);
        assertThat(kernel.output(command)).isEqualTo("out\nerr\nout\nerr\n");
        assertThat(Files.getPosixFilePermissions(command.log()))
                .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
    }

    @Test
    void itWorksInItsFolderAndReadsNothing() throws Exception {
        assertThat(kernel.shell("pwd -P; cat; echo end")).isEqualTo(folder.toRealPath() + "\nend\n");
    }

    @Test
    void aProgramThatCannotBeExecutedIsRefusedAtOnce() throws Exception {
        Path text = Files.writeString(folder.resolve("text"), "no program");
        for (Map<String, String> env : List.of(Map.<String, String>of(), Map.of("LISTEN_FDS", "1"))) {
            assertRefused("execute no-such-program: ENOENT (No such file or directory)", "no-such-program", env);
            assertRefused("execute /no/such: ENOENT (No such file or directory)", "/no/such", env);
            assertRefused("execute " + text + ": EACCES (Permission denied)", text.toString(), env);
            assertRefused("execute " + folder + ": EACCES (Permission denied)", folder.toString(), env);
        }
    }

    @Test
    void aFolderOrALogThatCannotBeUsedIsRefusedAtOnce() {
        Path missing = folder.resolve("missing");
        Path log = folder.resolve("log");
        assertThatThrownBy(() -> kernel.launch(new LaunchCommand(List.of("true"), Map.of(), missing, log, List.of())))
                .isInstanceOf(OsException.class)
                .hasMessage("chdir " + missing + ": ENOENT (No such file or directory)");
        Path lost = missing.resolve("log");
        assertThatThrownBy(() -> kernel.launch(new LaunchCommand(List.of("true"), Map.of(), folder, lost, List.of())))
                .isInstanceOf(OsException.class)
                .hasMessage("open " + lost + ": ENOENT (No such file or directory)");
    }

    @Test
    void aStringWithANulIsRefused() {
        assertThatThrownBy(() -> kernel.launch(kernel.command(List.of("true", "a\0b"), Map.of())))
                .isInstanceOf(OsException.class)
                .hasMessageContaining("EINVAL");
    }

    private void assertRefused(String message, String program, Map<String, String> env) {
        assertThatThrownBy(() -> kernel.launch(kernel.command(List.of(program), env)))
                .isInstanceOf(OsException.class)
                .hasMessage(message);
    }

    /** Returns a set of signals as {@code /proc/<pid>/status} has it: one bit each, the lowest for number 1. */
    private static long signals(String name, String status) {
        String line =
                status.lines().filter(any -> any.startsWith(name)).findFirst().orElseThrow();
        return Long.parseUnsignedLong(line.substring(name.length() + 1).strip(), 16);
    }
}
