package io.github.deployctl.agent.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FakeProcessesTest extends ProcessesContract {
    private final FakeProcesses processes = new FakeProcesses();

    @Override
    protected Processes processes() {
        return processes;
    }

    @Override
    protected ProcessId launch(Map<String, String> env) throws OsException {
        return processes.launch(
                new LaunchCommand(List.of("server"), env, Path.of("/"), Path.of("/dev/null"), List.of()));
    }

    @Override
    protected void exit(ProcessId process, int status) {
        processes.end(process, new ExitStatus.Exited(status));
    }

    @Override
    protected void awaitStopped(ProcessId process) {
        assertThat(processes.signals(process)).endsWith(Processes.Signal.STOP);
    }

    @Test
    void whatIgnoresTermStillRunsAfterIt() throws OsException {
        ProcessId process = launch(Map.of());
        processes.ignoreTerm(process);
        processes.signal(process, Processes.Signal.TERM);
        assertThat(processes.running()).containsExactly(process);
        assertThat(processes.signals(process)).containsExactly(Processes.Signal.TERM);
    }

    @Test
    void aRefusalIsForOneLaunchOnly() throws OsException {
        OsException why = new OsException("execute java", "ENOENT", "No such file or directory");
        processes.refuseNext(why);
        assertThatThrownBy(() -> launch(Map.of())).isSameAs(why);
        launch(Map.of());
        assertThat(processes.launched()).hasSize(1);
    }
}
