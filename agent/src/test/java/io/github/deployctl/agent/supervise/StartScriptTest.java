package io.github.deployctl.agent.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.agent.generation.Generation.Role;
import io.github.deployctl.agent.os.ExitStatus;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.os.Processes.Signal;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.Launch;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.config.ReadyCheck;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.release.AppName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is launched is a script, and a JVM that it starts serves. */
class StartScriptTest {
    private @TempDir Path folder;
    private AppFixture app;
    private ProcessId script;
    private ProcessId jvm;

    @BeforeEach
    void liveOne() {
        app = new AppFixture(folder);
        AppFixture.Waiter push = app.push("1");
        script = app.process(1);
        ProcessId check = app.processes.fork(script);
        app.adopter(1).callFrom(check.pid());
        app.processes.end(check, new ExitStatus.Exited(0));
        jvm = app.processes.fork(script);
        app.bindIn(jvm, 1);
        app.comeUp(1);
        app.settled(push);
    }

    @Test
    void jvmThatBoundIsTheOneThatIsShownAndWatched() {
        app.host.setConnections(jvm, 8080, 5);

        assertThat(app.process(1)).isEqualTo(jvm);
        assertThat(app.status().generations().get(0).connections()).isEqualTo(5);
        assertThat(app.paths.pidFile()).content().isEqualTo(jvm.pid() + "\n");
    }

    @Test
    void jvmAloneIsAskedToEndAndTheScriptFollows() {
        AppFixture.Waiter stop = app.stop();
        app.awaitRole(1, Role.STOPPING);

        assertThat(app.processes.signals(jvm)).containsExactly(Signal.TERM);
        assertThat(app.processes.signals(script)).isEmpty();
        app.processes.end(script, new ExitStatus.Exited(143));
        assertThat(app.settled(stop)).isInstanceOf(Reply.Stopped.class);
    }

    @Test
    void wholeSessionIsKilledAtTheDeadline() {
        app.processes.ignoreTerm(jvm);
        ProcessId other = app.processes.fork(script);
        AppFixture.Waiter stop = app.stop();
        app.awaitRole(1, Role.STOPPING);
        app.pass(AppFixture.DEADLINES.stop());

        assertThat(app.settled(stop)).isInstanceOf(Reply.Stopped.class);
        assertThat(List.of(jvm, other, script))
                .allSatisfy(
                        process -> assertThat(app.processes.isAlive(process)).isFalse());
    }

    @Test
    void whatTheScriptLeavesBehindIsEndedGracefullyAndThenKilled() {
        app.processes.ignoreTerm(jvm);
        app.processes.end(script, new ExitStatus.Signaled("SIGKILL"));
        app.turn();

        assertThat(app.processes.signals(jvm)).containsExactly(Signal.TERM);
        app.pass(AppFixture.DEADLINES.stop());
        assertThat(app.processes.isAlive(jvm)).isFalse();
    }

    @Test
    void scriptWhoseJvmHasEndedIsEndedAndTheAppStartsAnew() {
        app.processes.end(jvm, new ExitStatus.Exited(3));
        await().until(() -> {
            app.turn();
            return !app.processes.isAlive(script);
        });

        app.pass(Duration.ofSeconds(30));
        assertThat(app.processes.launched()).hasSizeGreaterThan(1);
    }

    @Test
    void jvmOfACandidateMayEndAndAnotherMayBind() {
        // Bound is not all that is asked of it, so that it is on trial until the test says so.
        Declaration declaration = new Declaration(
                new AppName("shop"),
                Map.of("http", ListenAddress.parse("8080")),
                Launch.DEFAULT,
                new ReadyCheck(null, Duration.ofMinutes(5), true),
                AppFixture.DEADLINES);
        AppFixture.Waiter push = app.push("2", declaration);
        ProcessId secondScript = app.process(2);
        ProcessId first = app.processes.fork(secondScript);
        app.bindIn(first, 2);
        app.turn();
        assertThat(app.process(2)).isEqualTo(first);
        app.processes.end(first, new ExitStatus.Exited(0));
        app.turn();
        assertThat(app.processes.isAlive(secondScript)).isTrue();
        ProcessId second = app.processes.fork(secondScript);
        app.bindIn(second, 2);
        await().until(() -> app.notifications.send(app.paths.notifySocket(2), "READY=1"));
        app.settled(push);

        assertThat(app.process(2)).isEqualTo(second);
    }

    @Test
    void candidateThatHasNotBoundIsEndedWithAllThatItStarted() {
        AppFixture.Waiter push = app.push("2");
        ProcessId candidate = app.process(2);
        ProcessId child = app.processes.fork(candidate);
        app.abandon(push);

        assertThat(app.processes.isAlive(candidate)).isFalse();
        assertThat(app.processes.isAlive(child)).isFalse();
    }

    @Test
    void jvmWhoseScriptDiedWithoutAnAgentIsEndedByTheNextOneAndItsListenersAreKept() {
        app.processes.stopTelling();
        app.processes.end(script, new ExitStatus.Signaled("SIGKILL"));
        app.processes.ignoreTerm(jvm);
        AppFixture next = app.successor();

        assertThat(next.listeners.isServed(8080)).isTrue();
        assertThat(next.processes.signals(jvm)).containsExactly(Signal.TERM);
        next.pass(AppFixture.DEADLINES.stop());
        assertThat(next.processes.isAlive(jvm)).isFalse();
    }

    @Test
    void anotherAgentFindsTheJvmAgain() {
        AppFixture next = app.successor();

        assertThat(next.process(1)).isEqualTo(jvm);
        next.processes.end(jvm, new ExitStatus.Exited(1));
        next.turn();
        assertThat(next.processes.isAlive(script)).isFalse();
    }
}
