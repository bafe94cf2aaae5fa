package io.github.deployctl.agent.posix;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.agent.os.ExitStatus;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.os.Processes;
import io.github.deployctl.agent.procfs.ProcTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class PosixProcessesIT extends PosixProcessesContract {
    private static final int SIGCHLD = 17;
    private static final int SIG_IGN = 1;

    @Override
    Kernel start(Path folder) {
        return Kernel.modern(folder);
    }

    @Test
    void noZombieStaysThoughNobodyAsks() throws Exception {
        List<ProcessId> launched = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            launched.add(kernel().launch(kernel().command(List.of("true"), Map.of())));
        }
        // A zombie still has a folder in /proc; one that is reaped has none.
        Awaitility.await().until(() -> launched.stream().noneMatch(process -> Own.hasChild(process.pid())));
    }

    @Test
    void descriptorsAndThreadsAreAsBeforeAfterAHundredLaunches() throws Exception {
        launchTen();
        Own.Resources before = Own.atRest();
        for (int i = 0; i < 10; i++) {
            launchTen();
        }
        Awaitility.await().untilAsserted(() -> assertThat(Own.resources()).isEqualTo(before));
    }

    @Test
    void aChildThatWasNotLaunchedHereIsReapedByWhoWaitsForIt() throws Exception {
        long pid = kernel().spawner.spawn(kernel().command(List.of("/bin/sh", "-c", "exit 3"), Map.of()));
        ProcessId process = new ProcTable(Path.of("/proc")).identify(pid);
        assertThat(kernel().await(process)).isEqualTo(new ExitStatus.Exited(3));
        assertThat(Own.hasChild(pid)).isFalse();
    }

    @Test
    void theStatusIsKnownThoughTheAgentWasStartedWithSigchldIgnored() throws Exception {
        kernel().libc.function("signal").call(SIGCHLD, SIG_IGN);
        try (Kernel later = Kernel.modern(folder)) {
            ProcessId process = later.launch(later.command(List.of("/bin/sh", "-c", "exit 5"), Map.of()));
            assertThat(later.await(process)).isEqualTo(new ExitStatus.Exited(5));
        }
    }

    @Test
    void sessionIsAllThatAScriptHasStartedAndWhatItLeavesBehind() throws Exception {
        ProcessId script = kernel().launch(kernel().command(
                        List.of("/bin/sh", "-c", "sleep 60 & sleep 60; echo not reached"),
                        Map.of("PATH", "/usr/bin:/bin")));
        Awaitility.await().until(() -> processes().session(script).size() == 3);
        List<ProcessId> all = processes().session(script);
        assertThat(all).contains(script);
        processes().signal(script, Processes.Signal.KILL);
        kernel().await(script);
        assertThat(processes().session(script))
                .hasSize(2)
                .doesNotContain(script)
                .isSubsetOf(all);
        all.forEach(process -> processes().signal(process, Processes.Signal.KILL));
        Awaitility.await().until(() -> processes().session(script).isEmpty());
    }

    private void launchTen() throws Exception {
        List<ProcessId> launched = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            launched.add(kernel().launch(kernel().command(List.of("true"), Map.of("LISTEN_FDS", "0"))));
        }
        for (ProcessId process : launched) {
            kernel().await(process);
        }
    }
}
