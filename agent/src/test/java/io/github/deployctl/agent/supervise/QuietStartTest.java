package io.github.deployctl.agent.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.os.Processes;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.StartUp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a candidate takes of the processors while it boots, and what is ended while it ends. */
class QuietStartTest {
    private static final Declaration NORMAL =
            AppFixture.declaration().with(new StartUp(StartUp.Priority.NORMAL, true, null));

    @TempDir
    Path folder;

    private AppFixture app;

    @BeforeEach
    void fixture() {
        app = new AppFixture(folder);
    }

    @Test
    void candidateIsLoweredWhileAnotherServesAndRaisedBeforeItGoesLive() {
        app.deployed("1");
        AppFixture.Waiter push = app.push("2");
        ProcessId candidate = app.process(2);
        await().until(() -> app.processes.low().contains(candidate));
        assertThat(app.processes.low()).containsExactly(candidate);

        app.comeUp(2);
        assertThat(app.processes.raised()).containsExactly(candidate);
        app.settled(push);
        assertThat(app.processes.low()).isEmpty();
    }

    @Test
    void whereNothingServesNothingIsLowered() {
        app.deployed("1");
        assertThat(app.processes.low()).isEmpty();
        assertThat(app.processes.raised()).isEmpty();
    }

    @Test
    void whatIsEndedBesideTheLiveOneIsLoweredForASecond() {
        app.deployed("1");
        ProcessId first = app.process(1);
        app.processes.ignoreTerm(first);
        app.deployed("2");
        app.pass(AppFixture.DEADLINES.standby());
        assertThat(app.processes.signals(first)).contains(Processes.Signal.TERM);
        await().until(() -> app.processes.low().contains(first));
        assertThat(app.processes.raised()).doesNotContain(first);
        app.pass(Duration.ofSeconds(1));
        await().until(() -> app.processes.raised().contains(first));
    }

    @Test
    void whatEndsWithTheServiceIsNot() {
        app.deployed("1");
        ProcessId only = app.process(1);
        app.processes.ignoreTerm(only);
        app.stop();
        await().until(() -> {
            app.turn();
            return app.processes.signals(only).contains(Processes.Signal.TERM);
        });
        await().during(Duration.ofMillis(200)).until(() -> app.processes.low().isEmpty());
    }

    @Test
    void releaseThatWantsNoneIsLeftAsItIs() {
        app.deployed("1");
        AppFixture.Waiter push = app.push("2", NORMAL);
        app.comeUp(2);
        app.settled(push);
        assertThat(app.processes.raised()).isEmpty();
    }

    @Test
    void oneThatIsNotReadyAfterHalfOfItsTimeGetsTheOtherHalfAtNormalPriority() {
        ProcessId candidate = lowCandidate();
        takes(candidate, 2000);
        for (int look = 0; look < 49; look++) {
            look();
            assertThat(app.processes.raised()).isEmpty();
        }
        look();
        await().until(() -> app.processes.raised().contains(candidate));
        assertThat(app.role(2)).contains("candidate");
        assertThat(app.log)
                .contains("candidate 2 is not ready after half of ready.timeout; it goes on at normal priority");
    }

    @Test
    void oneThatGetsTooLittleOfTheProcessorsDoesNotWaitForHalfOfItsTime() {
        ProcessId candidate = lowCandidate();
        app.host.setProcessorTimes(candidate, millis(1000), millis(1749));
        look();
        assertThat(app.processes.raised()).isEmpty();
        look();
        await().until(() -> app.processes.raised().contains(candidate));
        assertThat(app.log).contains("candidate 2 got 749 ms of a processor in 3000 ms; it goes on at normal priority");
        assertThat(app.processes.low()).isEmpty();
    }

    @Test
    void oneThatIsLiveIsNotLookedAtAnyMore() {
        lowCandidate();
        app.comeUp(2);
        app.pass(Duration.ofSeconds(4));
        assertThat(app.log).noneMatch(line -> line.contains("normal priority"));
    }

    private ProcessId lowCandidate() {
        app.deployed("1");
        app.push("2");
        ProcessId candidate = app.process(2);
        await().until(() -> app.processes.low().contains(candidate));
        return candidate;
    }

    /** So much of the processors between any two looks. */
    private void takes(ProcessId candidate, long millisEachLook) {
        app.host.setProcessorTimes(
                candidate,
                LongStream.rangeClosed(1, 60)
                        .mapToObj(look -> millis(look * millisEachLook))
                        .toArray(Duration[]::new));
    }

    private void look() {
        app.pass(Duration.ofSeconds(3));
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
