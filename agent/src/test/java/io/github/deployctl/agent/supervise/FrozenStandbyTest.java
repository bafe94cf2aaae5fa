package io.github.deployctl.agent.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.agent.os.MemoryRoom;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.os.Processes.Signal;
import io.github.deployctl.common.config.SafetyNet;
import io.github.deployctl.common.protocol.Reply;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A generation that stands by without running. */
class FrozenStandbyTest {
    private @TempDir Path folder;
    private AppFixture app;

    @BeforeEach
    void twoGenerations() {
        app = new AppFixture(folder);
        deployed("1");
        deployed("2");
    }

    private void deployed(String version) {
        AppFixture.Waiter push = app.push(
                version,
                AppFixture.declaration()
                        .with(new SafetyNet(SafetyNet.DEFAULT.probation(), SafetyNet.DEFAULT.confirm(), true)));
        app.comeUp(app.lastGeneration());
        app.settled(push);
    }

    private ProcessId frozen() {
        ProcessId standby = app.process(1);
        app.pass(StandbyWatch.PAUSE);
        assertThat(app.role(1)).contains("standby (frozen)");
        assertThat(app.processes.isStopped(standby)).isTrue();
        return standby;
    }

    @Test
    void allOfItsProcessesAreStopped() {
        ProcessId child = app.processes.fork(app.process(1));
        frozen();
        assertThat(app.processes.isStopped(child)).isTrue();
        assertThat(app.processes.isStopped(app.process(2))).isFalse();
        assertThat(app.log).anyMatch(line -> line.startsWith("generation 1 stands by frozen"));
    }

    @Test
    void itIsWarmWhileAClientIsConnectedToIt() {
        ProcessId standby = app.process(1);
        app.host.setConnections(standby, 8080, 1);
        app.pass(Duration.ofMinutes(1));
        assertThat(app.role(1)).contains("standby");
        assertThat(app.processes.isStopped(standby)).isFalse();
        app.host.setConnections(standby, 8080, 0);
        frozen();
    }

    @Test
    void itIsWarmWhereItsReleaseDoesNotWantThat() {
        app.deployed("3");
        app.pass(Duration.ofMinutes(1));
        app.deployed("4");
        app.pass(Duration.ofMinutes(1));
        assertThat(app.role(3)).contains("standby");
    }

    @Test
    void aRollbackLetsItGoOnBeforeItIsGivenTheTraffic() {
        ProcessId standby = frozen();
        Reply.Deployed back = (Reply.Deployed) app.settled(app.rollBack(null));
        assertThat(back.fromStandby()).isTrue();
        assertThat(app.processes.isStopped(standby)).isFalse();
        assertThat(app.role(1)).contains("live");
        app.pass(StandbyWatch.PAUSE);
        assertThat(app.role(2)).as("which stands by in its turn").contains("standby (frozen)");
        assertThat(app.processes.isStopped(standby)).isFalse();
    }

    @Test
    void itEndsGracefullyWhenItsTimeIsOver() {
        ProcessId standby = frozen();
        app.pass(AppFixture.DEADLINES.standby());
        assertThat(app.processes.signals(standby)).containsExactly(Signal.STOP, Signal.TERM, Signal.CONT);
        assertThat(app.role(1)).isEmpty();
    }

    @Test
    void itEndsGracefullyWithAStop() {
        ProcessId standby = frozen();
        app.settled(app.stop());
        assertThat(app.processes.signals(standby)).containsExactly(Signal.STOP, Signal.TERM, Signal.CONT);
    }

    @Test
    void itEndsGracefullyWhenMemoryIsShort() {
        ProcessId standby = frozen();
        app.host.setMemory(new MemoryRoom("the host", 1 << 20, 1 << 30));
        app.pass(StandbyWatch.PAUSE);
        assertThat(app.processes.signals(standby)).containsExactly(Signal.STOP, Signal.TERM, Signal.CONT);
    }

    @Test
    void aNewAgentLetsItGoOnAndStopsItAgainInTime() {
        ProcessId standby = frozen();
        app = app.successor();
        assertThat(app.role(1)).contains("standby");
        assertThat(app.processes.isStopped(standby)).isFalse();
        app.pass(StandbyWatch.PAUSE);
        assertThat(app.role(1)).contains("standby (frozen)");
    }

    @Test
    void aNewAgentLetsOneGoOnThatWasToServe() {
        ProcessId standby = frozen();
        app.adopter(1).fallSilent();
        app.rollBack(null);
        app.processes.signal(standby, Signal.STOP); // As if the other agent had died before it could let it go on.
        app = app.successor();
        assertThat(app.processes.isStopped(standby)).isFalse();
    }
}
