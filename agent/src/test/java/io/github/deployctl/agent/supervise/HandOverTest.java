package io.github.deployctl.agent.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.agent.generation.Generation.Role;
import io.github.deployctl.agent.os.ExitStatus;
import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.agent.os.Processes.Signal;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.HandOver;
import io.github.deployctl.common.config.Launch;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.config.ProbeAddress;
import io.github.deployctl.common.config.ReadyCheck;
import io.github.deployctl.common.config.StatusRange;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways besides adoption in which a release takes the place of another. */
class HandOverTest {
    private static final Launch JAR = Launch.DEFAULT;
    private static final ReadyCheck BOUND = new ReadyCheck(null, Duration.ofMinutes(5));
    private static final ReadyCheck NOTIFIED = new ReadyCheck(null, Duration.ofMinutes(5), true);
    private static final Declaration INHERITS = AppFixture.declaration(HandOver.INHERIT, JAR, NOTIFIED);
    private static final Declaration RESTARTS = AppFixture.declaration(HandOver.RESTART, JAR, BOUND);

    private @TempDir Path folder;
    private AppFixture app;

    @BeforeEach
    void freshHost() {
        app = new AppFixture(folder);
    }

    private static Launch command(String... words) {
        return new Launch(null, null, List.of(), List.of(), "work", Map.of(), List.of(words));
    }

    private void sayReady(long number) {
        assertThat(app.notifications.send(app.paths.notifySocket(number), "READY=1"))
                .isTrue();
    }

    private Reply.Deployed inherited(String version) {
        AppFixture.Waiter push = app.push(version, INHERITS);
        sayReady(app.lastGeneration());
        return (Reply.Deployed) app.settled(push);
    }

    private Reply.Deployed restarted(String version) {
        AppFixture.Waiter push = app.push(version, RESTARTS);
        awaitLaunch(1);
        app.comeUp(1);
        return (Reply.Deployed) app.settled(push);
    }

    /** The drain of the one before is watched by a thread. */
    private void awaitLaunch(int count) {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(() -> {
            app.turn();
            return app.processes.launched().size() == count;
        });
    }

    @Test
    void oneThatInheritsGetsThePublicListenersAndNoAdopter() {
        inherited("1");

        assertThat(app.launched(1).fds()).hasSize(1);
        assertThat(app.launched(1).stdin()).isSameAs(app.launched(1).fds().get(0));
        assertThat(app.launched(1).argv()).noneMatch(word -> word.startsWith("-javaagent"));
        assertThat(app.launched(1).env())
                .containsEntry("LISTEN_FDS", "1")
                .containsEntry("LISTEN_FDNAMES", "http")
                .containsKey("DEPLOYCTL_TOKEN")
                .doesNotContainKeys("DEPLOYCTL_ADOPTER_SOCKET", "DEPLOYCTL_LISTENERS", "JDK_JAVA_OPTIONS");
        assertThat(app.live()).contains(1L);
        assertThat(app.adopter(1).commands()).isEmpty();
    }

    @Test
    void oneThatInheritedIsToldToEndOnceAnotherIsLive() {
        inherited("1");
        var first = app.process(1);
        app.host.setConnections(first, 8080, 3);
        AppFixture.Waiter push = app.push("2", INHERITS);
        assertThat(app.processes.signals(first)).isEmpty();
        sayReady(2);
        Reply.Deployed deployed = (Reply.Deployed) app.settled(push);

        assertThat(app.processes.signals(first)).containsExactly(Signal.TERM);
        assertThat(deployed.timings().connections()).isEqualTo(3);
        assertThat(deployed.timings().cut()).isZero();
        assertThat(app.role(1)).as("no standby").isEmpty();
        assertThat(push.events())
                .extracting(Object::getClass)
                .containsSubsequence(Event.Ready.class, Event.Live.class, Event.Draining.class, Event.Drained.class);
    }

    @Test
    void oneThatInheritedAndDoesNotEndIsKilledAfterBothDeadlines() {
        inherited("1");
        var first = app.process(1);
        app.processes.ignoreTerm(first);
        app.host.setConnections(first, 8080, 2);
        AppFixture.Waiter push = app.push("2", INHERITS);
        sayReady(2);
        app.awaitRole(1, Role.DRAINING);
        app.pass(AppFixture.DEADLINES.drain());

        Reply.Deployed deployed = (Reply.Deployed) app.settled(push);
        assertThat(deployed.timings().cut()).isEqualTo(2);
        assertThat(app.role(1)).contains("stopping");
        app.pass(AppFixture.DEADLINES.stop());
        assertThat(app.processes.signals(first)).containsExactly(Signal.TERM, Signal.TERM, Signal.KILL);
    }

    @Test
    void listenersStayOpenUntilOneThatInheritedThemHasLeft() {
        inherited("1");
        var first = app.process(1);
        app.processes.ignoreTerm(first);
        AppFixture.Waiter stop = app.stop();
        assertThat(app.listeners.isServed(8080)).isTrue();
        app.processes.end(first, new ExitStatus.Exited(143));

        assertThat(app.settled(stop)).isInstanceOf(Reply.Stopped.class);
        assertThat(app.listeners.isServed(8080)).isFalse();
    }

    @Test
    void rollbackToOneThatInheritedStartsItAnewAndSaysSo() {
        inherited("1");
        inherited("2");
        AppFixture.Waiter rollback = app.rollBack(null);
        sayReady(3);

        assertThat(((Reply.Deployed) app.settled(rollback)).fromStandby()).isFalse();
        assertThat(rollback.events())
                .contains(new Event.Note(
                        "handover: inherit keeps no standby; " + app.status().current() + " is started anew"));
    }

    @Test
    void readinessPortOfItsOwnIsAnotherForEachGeneration() {
        ReadyCheck own = new ReadyCheck(
                new ReadyCheck.HttpProbe("/", null, StatusRange.SUCCESS, null, ProbeAddress.parse("127.0.0.1:0")),
                Duration.ofMinutes(5));
        app.push("1", AppFixture.declaration(HandOver.INHERIT, JAR, own));

        assertThat(Integer.parseInt(app.launched(1).env().get("DEPLOYCTL_READY_PORT")))
                .isGreaterThan(1024);
    }

    @Test
    void readinessAddressThatSomebodyAnswersAlreadyIsRefused() throws OsException {
        ReadyCheck own = new ReadyCheck(
                new ReadyCheck.HttpProbe("/", null, StatusRange.SUCCESS, null, ProbeAddress.parse("127.0.0.1:9001")),
                Duration.ofMinutes(5));
        app.listeners.open(ListenAddress.parse("127.0.0.1:9001"));
        AppFixture.Waiter push = app.push("1", AppFixture.declaration(HandOver.INHERIT, JAR, own));
        app.turn();

        assertThat(push.failure().message()).contains("127.0.0.1:9001", "ready.http.address", "EADDRINUSE");
        assertThat(push.failure().hint()).contains("DEPLOYCTL_READY_PORT");
        assertThat(app.processes.launched()).isEmpty();
    }

    @Test
    void oneThatRunsAloneIsStartedWhenTheOldOneHasGone() {
        restarted("1");
        var first = app.process(1);
        app.host.setConnections(first, 8080, 2);
        AppFixture.Waiter push = app.push("2", RESTARTS);

        assertThat(app.role(1)).contains("draining");
        assertThat(app.adopter(1).commands()).containsExactly("live", "drain");
        assertThat(app.processes.launched()).as("not beside the old one").hasSize(1);
        assertThat(app.listeners.isServed(8080)).as("connections wait").isTrue();
        await().until(() -> {
            app.turn();
            return push.events().stream().anyMatch(Event.Draining.class::isInstance);
        });
        app.host.setConnections(first, 8080, 0);
        awaitLaunch(2);
        assertThat(app.processes.running()).as("alone").hasSize(1);
        app.comeUp(2);

        Reply.Deployed deployed = (Reply.Deployed) app.settled(push);
        assertThat(deployed.timings().connections()).isEqualTo(2);
        assertThat(deployed.previous()).isNotNull();
        assertThat(push.events())
                .anyMatch(event ->
                        event instanceof Event.Note note && note.text().contains("generation 1 is ended before"));
    }

    @Test
    void failedCandidateThatRanAloneIsAnsweredWhenTheOldReleaseServesAgain() {
        Reply.Deployed first = restarted("1");
        AppFixture.Waiter push = app.push("2", RESTARTS);
        awaitLaunch(2);
        app.processes.end(app.process(2), new ExitStatus.Exited(3));
        app.pass(Duration.ZERO);
        assertThat(push.hasReply()).as("not before it is known what serves").isFalse();
        app.comeUp(3);
        app.settled(push);

        assertThat(push.failure().code()).isEqualTo(FailureCode.NOT_DEPLOYED);
        assertThat(push.failure().message()).contains("candidate 2", "exited with status 3");
        assertThat(push.failure().serving()).isEqualTo("generation 3 (" + first.release() + ") serves again");
        assertThat(app.history().get(0)).startsWith("push 2-").endsWith(" failed");
    }

    @Test
    void failedCandidateIsAnsweredWhenTheOldReleaseFailsTooAndTheAgentKeepsTrying() {
        restarted("1");
        AppFixture.Waiter push = app.push("2", RESTARTS);
        awaitLaunch(2);
        app.processes.end(app.process(2), new ExitStatus.Exited(3));
        app.pass(Duration.ZERO);
        app.processes.end(app.process(3), new ExitStatus.Exited(4));
        app.turn();

        assertThat(push.failure().message()).contains("candidate 2");
        assertThat(push.failure().serving()).contains("nothing serves", "keeps trying to start 1-");
        app.pass(Duration.ofMillis(500));
        app.comeUp(4);
        assertThat(app.live()).contains(4L);
    }

    @Test
    void anotherPushDoesNotWaitForTheOldReleaseToComeBack() {
        restarted("1");
        AppFixture.Waiter failing = app.push("2", RESTARTS);
        awaitLaunch(2);
        app.processes.end(app.process(2), new ExitStatus.Exited(3));
        app.pass(Duration.ZERO);
        AppFixture.Waiter good = app.push("3", RESTARTS);
        assertThat(failing.failure().serving()).contains("nothing serves", "push by ann@laptop is under way");
        awaitLaunch(4);
        app.comeUp(4);

        assertThat(app.settled(good)).isInstanceOf(Reply.Deployed.class);
    }

    @Test
    void clientThatGoesAwayDuringTheDrainGivesTheTrafficBack() {
        restarted("1");
        app.host.setConnections(app.process(1), 8080, 1);
        AppFixture.Waiter push = app.push("2", RESTARTS);
        app.abandon(push);

        assertThat(app.live()).contains(1L);
        assertThat(app.adopter(1).commands()).containsExactly("live", "drain", "live");
        assertThat(push.failure().code()).isEqualTo(FailureCode.INTERRUPTED);
        assertThat(push.failure().serving()).contains("generation 1").contains("serves again");
        assertThat(app.processes.launched()).hasSize(1);
    }

    @Test
    void clientThatGoesAwayWhenTheOldOneHasGoneChangesNothing() {
        restarted("1");
        AppFixture.Waiter push = app.push("2", RESTARTS);
        awaitLaunch(2);
        app.abandon(push);
        app.comeUp(2);

        assertThat(app.live()).contains(2L);
        assertThat(app.settled(push)).isInstanceOf(Reply.Deployed.class);
    }

    @Test
    void newAgentGivesTheTrafficBackToTheOneThatMadeRoom() throws OsException {
        restarted("1");
        app.listeners.holdIn(app.process(1), 3, app.launched(1).fds().get(0));
        app.host.setConnections(app.process(1), 8080, 1);
        app.push("2", RESTARTS);
        AppFixture next = app.successor();
        next.bind(1);
        next.turn();

        assertThat(next.live()).contains(1L);
        assertThat(next.adopter(1).commands()).containsExactly("live");
        assertThat(next.processes.launched()).hasSize(1);
    }

    @Test
    void newAgentStartsTheOldReleaseWhenTheCandidateWasNotDecidedUpon() {
        Reply.Deployed first = restarted("1");
        app.push("2", RESTARTS);
        awaitLaunch(2);
        AppFixture next = app.successor();
        next.pass(Duration.ZERO);

        assertThat(next.processes.running())
                .as("the candidate has ended, the old release is up")
                .hasSize(1);
        next.comeUp(3);
        assertThat(next.live()).contains(3L);
        assertThat(next.status().current()).isEqualTo(first.release());
    }

    @Test
    void memoryForTwoIsNotAskedOfOneThatRunsAlone() {
        restarted("1");
        app.host.setResidentMemory(app.process(1), 600L << 20);
        app.host.setAvailableMemory(200L << 20);
        AppFixture.Waiter push = app.push("2", RESTARTS);
        awaitLaunch(2);
        app.comeUp(2);

        assertThat(app.settled(push)).isInstanceOf(Reply.Deployed.class);
    }

    @Test
    void commandIsStartedAsItStandsWithTheArtifactInItsPlace() {
        AppFixture.Waiter push = app.push(
                "1", AppFixture.declaration(HandOver.ADOPT, command("java", "-cp", "{artifact}:x", "A b"), BOUND));
        app.comeUp(1);
        Reply.Deployed deployed = (Reply.Deployed) app.settled(push);
        String artifact =
                app.paths.artifact(deployed.release()).toAbsolutePath().toString();

        assertThat(app.launched(1).argv()).containsExactly("java", "-cp", artifact + ":x", "A b");
        assertThat(app.launched(1).env())
                .containsEntry("DEPLOYCTL_ARTIFACT", artifact)
                .containsEntry("DEPLOYCTL_APP", "shop")
                .containsEntry("DEPLOYCTL_GENERATION", "1")
                .containsEntry("DEPLOYCTL_RELEASE", deployed.release().value())
                .containsEntry("JDK_JAVA_OPTIONS", "\"-javaagent:" + folder.resolve("adopter.jar") + "\"");
        assertThat(app.adopter(1).commands()).containsExactly("live");
    }

    @Test
    void everyLaunchIsToldWhoItIs() {
        Reply.Deployed deployed = app.deployed("1");

        assertThat(app.launched(1).env())
                .containsEntry("DEPLOYCTL_RELEASE", deployed.release().value())
                .containsEntry("DEPLOYCTL_GENERATION", "1")
                .doesNotContainKey("JDK_JAVA_OPTIONS");
    }

    @Test
    void programThatIsNotThereIsRefusedBeforeTheOldOneIsEnded() {
        restarted("1");
        AppFixture.Waiter push =
                app.push("2", AppFixture.declaration(HandOver.RESTART, command("no-such-program"), BOUND));

        assertThat(push.failure().message()).contains("no-such-program");
        assertThat(app.live()).contains(1L);
        assertThat(app.adopter(1).commands()).containsExactly("live");
    }

    @Test
    void artifactThatIsTheProgramIsMadeExecutable() {
        AppFixture.Waiter push =
                app.push("1", AppFixture.declaration(HandOver.INHERIT, command("{artifact}", "--serve"), NOTIFIED));
        sayReady(1);
        Reply.Deployed deployed = (Reply.Deployed) app.settled(push);

        assertThat(app.paths.artifact(deployed.release())).isExecutable();
    }
}
