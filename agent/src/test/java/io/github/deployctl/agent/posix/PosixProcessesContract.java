package io.github.deployctl.agent.posix;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.agent.os.ExitStatus;
import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.os.Processes;
import io.github.deployctl.agent.os.ProcessesContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract, held against a kernel. */
abstract class PosixProcessesContract extends ProcessesContract {
    @TempDir
    Path folder;

    private Kernel kernel;

    abstract Kernel start(Path folder);

    @BeforeEach
    final void startKernel() {
        kernel = start(folder);
    }

    @AfterEach
    final void stopKernel() {
        kernel.close();
    }

    final Kernel kernel() {
        return kernel;
    }

    @Override
    protected final Processes processes() {
        return kernel.processes();
    }

    /** A shell that exits with the number it finds in a file named like its pid. */
    @Override
    protected final ProcessId launch(Map<String, String> env) throws OsException {
        // The second file is made by the shell itself, once mkfifo has ended: from then on it has no child, which would
        // have its environment too.
        String script = "mkfifo $$.fifo; : >$$; read status <$$.fifo; exit $status";
        ProcessId process = kernel.launch(kernel.command(List.of("/bin/sh", "-c", script), env));
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .until(() -> Files.exists(folder.resolve(Long.toString(process.pid()))));
        return process;
    }

    @Override
    protected final void exit(ProcessId process, int status) {
        Path fifo = folder.resolve(process.pid() + ".fifo");
        try {
            Files.writeString(fifo, status + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected final void awaitStopped(ProcessId process) {
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> Own.state(process.pid()) == 'T');
    }

    @Test
    void theExitOfAStrangerIsToldAndItsStatusIsNotKnown() throws Exception {
        long orphan = Long.parseLong(
                kernel.shell("sleep 60 >/dev/null 2>&1 & echo $!").strip());
        ProcessId stranger = processes().find(orphan).orElseThrow();
        Exits exits = new Exits();
        processes().onExit(stranger, exits::add);
        assertThat(exits.isEmpty()).isTrue();
        assertThat(processes().signal(stranger, Processes.Signal.KILL)).isTrue();
        assertThat(exits.next()).isEqualTo(new ExitStatus.Unknown());
        assertThat(processes().find(orphan)).isEqualTo(Optional.empty());
    }
}
