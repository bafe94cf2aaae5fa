package io.github.deployctl.agent.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.agent.generation.Generation.Role;
import io.github.deployctl.agent.os.Connection;
import io.github.deployctl.agent.os.ExitStatus;
import io.github.deployctl.agent.os.Fd;
import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.os.Processes.Signal;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.Launch;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.config.ReadyCheck;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.common.release.ReleaseId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppTest {
    private @TempDir Path folder;
    private AppFixture app;

    @BeforeEach
    void freshHost() {
        app = new AppFixture(folder);
    }

    @Test
    void firstPushServesOnAFreshListener() {
        Reply.Deployed deployed = app.deployed("1");

        assertThat(deployed.previous()).isNull();
        assertThat(deployed.changed()).isTrue();
        assertThat(app.live()).contains(1L);
        assertThat(app.listeners.isServed(8080)).isTrue();
        assertThat(app.adopter(1).commands()).containsExactly("live");
        assertThat(app.paths.pidFile()).content().isEqualTo(app.process(1).pid() + "\n");
        assertThat(app.history()).containsExactly("push " + deployed.release() + " ok");
    }

    @Test
    void candidateGetsItsListenersAndItsTokenAndNothingOfTheAgents() {
        app.deployed("1");

        assertThat(app.launched(1).fds()).hasSize(2);
        assertThat(app.launched(1).env())
                .containsEntry("LISTEN_FDS", "1")
                .containsEntry("LISTEN_FDNAMES", "http")
                .containsEntry("DEPLOYCTL_LISTENERS", "http * 8080 3 4")
                .doesNotContainKeys("NOTIFY_SOCKET", "DEPLOYCTL_AGENT_ONLY");
        assertThat(app.launched(1).argv()).contains("-jar").last().asString().endsWith("app.jar");
        assertThat(app.launched(1).argv()).noneMatch(argument -> argument.contains("/current/"));
    }

    @Test
    void secondPushMovesTheTrafficAndThenDrainsTheOldGeneration() {
        app.deployed("1");
        AppFixture.Waiter push = app.push("2");
        assertThat(app.adopter(1).commands()).as("before it is ready").containsExactly("live");
        app.comeUp(2);
        Reply.Deployed deployed = (Reply.Deployed) app.settled(push);

        assertThat(deployed.generation()).isEqualTo(2);
        assertThat(deployed.timings().moveMillis())
                .as("on a clock that stood still")
                .isZero();
        assertThat(app.adopter(1).commands()).containsExactly("live", "drain");
        assertThat(app.role(1)).contains("standby");
        assertThat(push.events())
                .extracting(Object::getClass)
                .containsSubsequence(
                        Event.Launched.class,
                        Event.Bound.class,
                        Event.Ready.class,
                        Event.Live.class,
                        Event.Draining.class,
                        Event.Drained.class);
        assertThat(app.listeners.restored())
                .as("put right before and after each move")
                .hasSize(4);
    }

    @Test
    void exitBeforeReadyFailsThePushAndNamesTheStatusAndTheLastLines() throws IOException {
        app.deployed("1");
        AppFixture.Waiter push = app.push("2");
        Files.writeString(app.paths.logFile(2), "starting\nno database\n");
        app.processes.end(app.process(2), new ExitStatus.Exited(0));
        app.turn();

        assertThat(push.failure().code()).isEqualTo(FailureCode.NOT_DEPLOYED);
        assertThat(push.failure().message()).contains("candidate 2", "exited with status 0", "before it was ready");
        assertThat(push.failure().serving()).contains("generation 1").contains("still serves");
        assertThat(push.failure().evidence()).last().satisfies(log -> {
            assertThat(log.title()).isEqualTo("last lines of " + app.paths.logFile(2));
            assertThat(log.lines()).containsExactly("starting", "no database");
        });
        assertThat(app.adopter(1).commands()).as("the live one was left alone").containsExactly("live");
        assertThat(app.deployed("3").generation()).isEqualTo(3);
    }

    @Test
    void killedCandidateOnAHostThatRanOutOfMemoryIsNamedSo() {
        app.deployed("1");
        AppFixture.Waiter push = app.push("2");
        app.host.setOomKills(1);
        app.processes.end(app.process(2), new ExitStatus.Signaled("SIGKILL"));
        app.turn();

        assertThat(push.failure().message()).contains("SIGKILL").contains("ran out of memory");
    }

    @Test
    void killedCandidateOnAHostWithMemoryIsNotBlamedOnIt() {
        app.deployed("1");
        AppFixture.Waiter push = app.push("2");
        app.processes.end(app.process(2), new ExitStatus.Signaled("SIGKILL"));
        app.turn();

        assertThat(push.failure().message()).contains("SIGKILL").doesNotContain("memory");
    }

    @Test
    void candidateThatIsToSaySoItselfIsReadyWhenItHasSaidSo() {
        Declaration declaration = new Declaration(
                new AppName("shop"),
                Map.of("http", ListenAddress.parse("8080")),
                Launch.DEFAULT,
                new ReadyCheck(null, Duration.ofMinutes(5), true),
                AppFixture.DEADLINES);
        AppFixture.Waiter push = app.push("1", declaration);
        Path socket = app.paths.notifySocket(1);
        assertThat(app.launched(1).env()).containsEntry("NOTIFY_SOCKET", socket.toString());
        app.bind(1);
        await().until(() -> {
            app.turn();
            return push.events().stream().anyMatch(Event.Bound.class::isInstance);
        });
        assertThat(app.notifications.send(socket, "STATUS=warming up")).isTrue();
        assertThat(push.hasReply()).isFalse();
        assertThat(app.notifications.send(socket, "STATUS=up\nREADY=1")).isTrue();

        assertThat(app.settled(push)).isInstanceOf(Reply.Deployed.class);
        await().untilAsserted(() -> assertThat(app.notifications.send(socket, "READY=1"))
                .as("closed again")
                .isFalse());
    }

    @Test
    void secondPushDuringAPushIsRefusedAndToldWhoHoldsTheLock() {
        app.deployed("1");
        AppFixture.Waiter first = app.push("2");
        AppFixture.Waiter second = app.push("3");

        assertThat(second.failure().code()).isEqualTo(FailureCode.LOCKED);
        assertThat(second.failure().message()).contains("a push by ann@laptop since 2026-01-01T00:00:00Z");
        app.comeUp(2);
        assertThat(app.settled(first)).isInstanceOf(Reply.Deployed.class);
    }

    @Test
    void pushDuringADrainIsAllowed() {
        app.deployed("1");
        app.host.setConnections(app.process(1), 8080, 5);
        AppFixture.Waiter draining = app.push("2");
        app.comeUp(2);
        app.awaitRole(1, Role.DRAINING);
        AppFixture.Waiter third = app.push("3");
        app.comeUp(3);

        assertThat(app.settled(third)).isInstanceOf(Reply.Deployed.class);
        assertThat(draining.hasReply())
                .as("the first still waits for its drain")
                .isFalse();
        app.host.setConnections(app.processes.running().get(0), 8080, 0);
        assertThat(app.settled(draining)).isInstanceOf(Reply.Deployed.class);
    }

    @Test
    void idleConnectionDoesNotHoldADrainAndIsLeftOpen() {
        app.deployed("1");
        Connection idle = new Connection(0, 60_000, 60_004, 59_960, 4);
        Connection slow = new Connection(0, 60_004, 60_000, 60_000, 5);
        ProcessId old = app.process(1);
        app.connections.set(old, 8080, idle, slow);
        AppFixture.Waiter push = app.push("2");
        app.comeUp(2);
        app.awaitRole(1, Role.DRAINING);
        await().until(() -> {
            app.turn();
            return push.events().stream().anyMatch(Event.Draining.class::isInstance);
        });
        assertThat(push.hasReply()).as("a request is being handled").isFalse();
        app.connections.set(old, 8080, idle, idle);
        Reply.Deployed deployed = (Reply.Deployed) app.settled(push);

        assertThat(deployed.timings().connections()).isEqualTo(2);
        assertThat(deployed.timings().cut()).isZero();
        assertThat(push.events())
                .last()
                .isInstanceOfSatisfying(
                        Event.Drained.class, e -> assertThat(e.idle()).isEqualTo(2));
        assertThat(app.role(1)).contains("standby");
    }

    @Test
    void stopDuringAPushEndsTheCandidateAndThePushSaysSo() {
        app.deployed("1");
        AppFixture.Waiter push = app.push("2");
        AppFixture.Waiter stop = app.stop();

        assertThat(push.failure().message()).contains("called off", "stopped by bob@desk");
        assertThat(app.settled(stop)).isInstanceOf(Reply.Stopped.class);
        assertThat(app.processes.running()).isEmpty();
        assertThat(app.listeners.isServed(8080)).as("refused, not hung").isFalse();
        assertThat(app.paths.pidFile()).doesNotExist();
    }

    @Test
    void listenersStayOpenUntilTheAppHasLetGoOfThem() {
        app.deployed("1");
        app.adopter(1).fallSilent();
        app.stop();

        assertThat(app.listeners.isServed(8080)).isTrue();
        app.pass(Traffic.ADOPTER_TIMEOUT);
        assertThat(app.listeners.isServed(8080)).isFalse();
    }

    @Test
    void clientThatGoesAwayBeforeTheTrafficMovesCallsThePushOff() {
        app.deployed("1");
        AppFixture.Waiter push = app.push("2");
        app.abandon(push);

        assertThat(push.failure().code()).isEqualTo(FailureCode.INTERRUPTED);
        assertThat(app.live()).contains(1L);
        assertThat(app.role(2)).isEmpty();
    }

    @Test
    void clientThatGoesAwayBeforeAStoppedAppServesCallsTheStartOff() {
        app.deployed("1");
        app.settled(app.stop());
        AppFixture.Waiter start = app.start();
        app.abandon(start);

        assertThat(start.failure().code()).isEqualTo(FailureCode.INTERRUPTED);
        app.pass(Duration.ofMinutes(5));
        assertThat(app.live()).isEmpty();
        assertThat(app.processes.launched()).as("of the push and the start").hasSize(2);
    }

    @Test
    void clientOfAStopThatGoesAwayChangesNothing() {
        app.deployed("1");
        app.host.setConnections(app.process(1), 8080, 1);
        AppFixture.Waiter stop = app.stop();
        app.abandon(stop);

        app.host.setConnections(app.process(1), 8080, 0);
        app.settled(stop);
        assertThat(app.live()).isEmpty();
    }

    @Test
    void clientThatGoesAwayAfterTheTrafficMovedChangesNothing() {
        app.deployed("1");
        app.host.setConnections(app.process(1), 8080, 1);
        AppFixture.Waiter push = app.push("2");
        app.comeUp(2);
        app.abandon(push);

        assertThat(app.live()).contains(2L);
        assertThat(app.role(1)).contains("draining");
    }

    @Test
    void sameArtifactAndDeclarationIsAlreadyLive() {
        app.deployed("1");
        AppFixture.Waiter again = app.push("1");

        assertThat(((Reply.Deployed) again.reply()).changed()).isFalse();
        assertThat(app.processes.launched()).hasSize(1);
    }

    @Test
    void sameArtifactWithAnotherDeclarationIsARelease() {
        Reply.Deployed first = app.deployed("1");
        AppFixture.Waiter again = app.push(
                "1",
                AppFixture.declaration(
                        Map.of("http", ListenAddress.parse("8080"), "admin", ListenAddress.parse("9090"))));
        app.comeUp(2);
        Reply.Deployed second = (Reply.Deployed) app.settled(again);

        assertThat(second.release().value()).startsWith(first.release().value() + "-");
        assertThat(app.listeners.isServed(9090)).isTrue();
    }

    @Test
    void listenerThatIsDeclaredNoLongerIsClosedOnceNothingCanReturnToIt() {
        AppFixture.Waiter push = app.push(
                "1",
                AppFixture.declaration(
                        Map.of("http", ListenAddress.parse("8080"), "admin", ListenAddress.parse("9090"))));
        app.comeUp(1);
        app.settled(push);
        app.deployed("2");
        assertThat(app.listeners.isServed(9090)).as("the standby may need it").isTrue();

        app.pass(AppFixture.DEADLINES.standby());
        assertThat(app.listeners.isServed(9090)).isFalse();
        assertThat(app.listeners.isServed(8080)).isTrue();
    }

    @Test
    void rollbackTakesTheStandbyBackWithoutALaunch() {
        app.deployed("1");
        app.deployed("2");
        Reply.Deployed back = (Reply.Deployed) app.settled(app.rollBack(null));

        assertThat(back.fromStandby()).isTrue();
        assertThat(back.generation()).isEqualTo(1);
        assertThat(back.timings().moveMillis())
                .as("on a clock that stood still")
                .isZero();
        assertThat(app.processes.launched()).hasSize(2);
        assertThat(app.adopter(1).commands()).containsExactly("live", "drain", "live");
        assertThat(app.adopter(2).commands()).containsExactly("live", "drain");
    }

    @Test
    void secondRollbackDoesNotGoForwardToTheOneThatWasLeft() {
        ReleaseId one = app.deployed("1").release();
        ReleaseId two = app.deployed("2").release();
        app.deployed("3");
        app.settled(app.rollBack(null));
        AppFixture.Waiter again = app.rollBack(null);
        app.comeUp(app.lastGeneration());

        assertThat(((Reply.Deployed) app.settled(again)).release()).isEqualTo(one);
        assertThat(app.history().get(1)).isEqualTo("rollback " + two + " ok");
    }

    @Test
    void rollbackWithoutAnEarlierReleaseSaysSo() {
        app.deployed("1");
        AppFixture.Waiter rollback = app.rollBack(null);

        assertThat(rollback.failure().message()).contains("no earlier good release");
        assertThat(app.live()).contains(1L);
    }

    @Test
    void afterAFailedPushThereIsNothingToRollBackUnlessItIsAskedFor() {
        ReleaseId one = app.deployed("1").release();
        app.deployed("2");
        app.push("3");
        app.processes.end(app.process(3), new ExitStatus.Exited(1));
        app.turn();

        AppFixture.Waiter refused = app.rollBack(null);
        assertThat(refused.failure().message()).contains("the last push failed", "nothing to roll back");
        assertThat(refused.failure().serving()).contains("generation 2");
        AppFixture.Waiter asked = app.rollBackAs(new Request.RollBack(null, 1, null, "slow", false));
        assertThat(((Reply.Deployed) app.settled(asked)).release()).isEqualTo(one);
        assertThat(app.lastEntry().reason()).isEqualTo("slow");
    }

    @Test
    void stepsCountGoodReleasesAlone() {
        ReleaseId one = app.deployed("1").release();
        app.deployed("2");
        app.deployed("3");
        assertThat(app.rollBackAs(new Request.RollBack(null, 3, null, null, false))
                        .failure()
                        .message())
                .contains("2 are retained on the host, not 3");
        app.settled(app.rollBack(null));
        assertThat(app.rollBackAs(new Request.RollBack(null, 2, null, null, false))
                        .failure()
                        .message())
                .contains("1 are retained on the host, not 2");
        AppFixture.Waiter back = app.rollBack(null);
        app.comeUp(app.lastGeneration());

        assertThat(((Reply.Deployed) app.settled(back)).release()).isEqualTo(one);
    }

    @Test
    void releaseMayBeNamedByItsBeginningWhereThatIsClear() {
        ReleaseId one = app.deployed("1.0").release();
        ReleaseId other = app.deployed("1.1").release();
        app.deployed("2.0");
        Failure several = app.rollBack(new ReleaseId("1.")).failure();
        assertThat(several.message()).contains("the beginning of several");
        assertThat(several.hint()).isEqualTo("deployctl rollback --to " + other + ", or to " + one);
        AppFixture.Waiter back = app.rollBack(new ReleaseId("1.0"));
        app.comeUp(app.lastGeneration());

        assertThat(((Reply.Deployed) app.settled(back)).release()).isEqualTo(one);
    }

    @Test
    void releaseThatSomebodyLeftIsGoneToByForceAlone() {
        app.deployed("1");
        ReleaseId left = app.deployed("2").release();
        app.settled(app.rollBackAs(new Request.RollBack(null, 0, 2L, "too slow", false)));
        Failure refused = app.rollBack(left).failure();
        assertThat(refused.message()).contains("marked bad", "too slow");
        assertThat(refused.hint()).contains("--force");
        assertThat(app.rollBackAs(new Request.RollBack(null, 0, 2L, null, false))
                        .failure()
                        .message())
                .contains("generation 2 is not the live one any more");
        AppFixture.Waiter forced = app.rollBackAs(new Request.RollBack(left, 0, null, null, true));

        assertThat(((Reply.Deployed) app.settled(forced)).release()).isEqualTo(left);
    }

    @Test
    void rollbackToAnUnknownReleaseListsWhatThereIs() {
        ReleaseId one = app.deployed("1").release();
        AppFixture.Waiter rollback = app.rollBack(new ReleaseId("9-99999999"));

        assertThat(rollback.failure().hint()).contains(one.value());
    }

    @Test
    void standbyIsEndedWhenItsTimeIsOver() {
        app.deployed("1");
        app.deployed("2");
        app.pass(AppFixture.DEADLINES.standby().minusMillis(1));
        assertThat(app.role(1)).contains("standby");
        app.pass(Duration.ofMillis(1));

        assertThat(app.role(1)).isEmpty();
        assertThat(app.live()).contains(2L);
    }

    @Test
    void timerOfAnEarlierStandbyDoesNotEndALaterOne() {
        app.deployed("1");
        app.deployed("2");
        app.pass(Duration.ofMinutes(6));
        app.settled(app.rollBack(null));
        ReleaseId two = app.status().generations().stream()
                .filter(g -> g.number() == 2)
                .map(g -> g.release())
                .findFirst()
                .orElseThrow();
        app.settled(app.rollBackAs(new Request.RollBack(two, 0, null, null, true)));
        app.pass(Duration.ofMinutes(5));

        assertThat(app.role(1)).as("parked anew five minutes ago").contains("standby");
    }

    @Test
    void processThatSwallowsTermGetsKillAtTheStopDeadline() {
        app.deployed("1");
        app.deployed("2");
        var first = app.process(1);
        app.processes.ignoreTerm(first);
        app.pass(AppFixture.DEADLINES.standby());
        assertThat(app.processes.signals(first)).containsExactly(Signal.TERM);
        app.pass(AppFixture.DEADLINES.stop());

        assertThat(app.processes.signals(first)).containsExactly(Signal.TERM, Signal.KILL);
        assertThat(app.role(1)).isEmpty();
    }

    @Test
    void crashedAppIsStartedAgainOnTheSameListener() {
        ReleaseId one = app.deployed("1").release();
        app.processes.end(app.process(1), new ExitStatus.Exited(3));
        app.pass(Duration.ZERO);
        assertThat(app.listeners.isServed(8080))
                .as("clients wait, none is refused")
                .isTrue();
        app.comeUp(2);

        assertThat(app.live()).contains(2L);
        assertThat(app.history().get(0)).isEqualTo("recovery " + one + " ok");
    }

    @Test
    void portThatSomethingElseHoldsIsNamedWithItsHolder() {
        app.listeners.refuseNext(new OsException("bind [::]:8080", "EADDRINUSE", "Address already in use"));
        app.host.setHolder(8080, "pid 812 (nginx)");
        AppFixture.Waiter push = app.push("1");
        app.turn();

        assertThat(push.failure().message()).contains("listener http", "bind [::]:8080", "pid 812 (nginx)");
        assertThat(app.processes.launched()).isEmpty();
    }

    @Test
    void portThatAStrangerHoldsWhoCannotBeNamedIsSaidSoWithTheWayToFindOut() {
        app.listeners.refuseNext(new OsException("bind [::]:8080", "EADDRINUSE", "Address already in use"));
        AppFixture.Waiter push = app.push("1");
        app.turn();

        assertThat(push.failure().message()).contains("a process of another user");
        assertThat(push.failure().hint()).contains("ss -ltnp 'sport = :8080'");
    }

    @Test
    void portThatNeedsAPrivilegeIsSaidSoWithTheWayToGetIt() {
        app.listeners.refuseNext(new OsException("bind [::]:80", "EACCES", "Permission denied"));
        AppFixture.Waiter push = app.push("1", AppFixture.declaration(Map.of("http", ListenAddress.parse("80"))));
        app.turn();

        assertThat(push.failure().message()).contains("listener http", "bind [::]:80: EACCES");
        assertThat(push.failure().hint()).contains("CAP_NET_BIND_SERVICE", "AmbientCapabilities=");
    }

    @Test
    void programThatCannotBeExecutedFailsThePush() {
        app.deployed("1");
        app.processes.refuseNext(new OsException("posix_spawn java", "ENOENT", "No such file or directory"));
        AppFixture.Waiter push = app.push("2");
        app.turn();

        assertThat(push.failure().message()).contains("ENOENT");
        assertThat(app.live()).contains(1L);
        assertThat(app.deployed("3").generation()).isEqualTo(3);
    }

    @Test
    void adopterThatCannotTakeTheListenersFailsThePush() {
        app.deployed("1");
        AppFixture.Waiter push = app.push("2");
        app.adopter(2).failWith("dup2: EBADF");
        app.comeUp(2);
        app.settled(push);

        assertThat(push.failure().serving()).contains("generation 1");
        assertThat(app.adopter(1).commands()).containsExactly("live");
    }

    @Test
    void adopterThatDoesNotAnswerFailsThePushAtItsDeadline() {
        app.deployed("1");
        AppFixture.Waiter push = app.push("2");
        app.adopter(2).fallSilent();
        app.comeUp(2);
        assertThat(push.hasReply()).isFalse();
        app.pass(Traffic.ADOPTER_TIMEOUT);

        assertThat(app.settled(push)).isInstanceOf(Reply.Failed.class);
        assertThat(app.live()).contains(1L);
    }

    @Test
    void tooLittleMemoryForTwoIsRefusedBeforeAnythingStarts() {
        app.deployed("1");
        app.host.setResidentMemory(app.process(1), 600L << 20);
        app.host.setAvailableMemory(200L << 20);
        AppFixture.Waiter push = app.push("2");

        assertThat(push.failure().message()).contains("200 MiB are available", "600 MiB");
        assertThat(push.failure().serving()).contains("generation 1");
        assertThat(app.processes.launched()).hasSize(1);
    }

    @Test
    void tooFewDescriptorsAreRefusedBeforeAnythingStarts() {
        app.host.setFreeDescriptors(3);
        AppFixture.Waiter push = app.push("1");

        assertThat(push.failure().message()).contains("may open 3 more descriptors");
        assertThat(app.processes.launched()).isEmpty();
    }

    @Test
    void environmentFileIsReadAfreshForEachLaunch() throws IOException {
        Files.writeString(app.paths.envFile(), "A=1\nB=2\n");
        app.deployed("1");
        Files.writeString(app.paths.envFile(), "A=3\n");
        AppFixture.Waiter restart = app.restart();
        app.comeUp(2);
        app.settled(restart);

        assertThat(app.launched(1).env()).containsEntry("A", "1").containsEntry("B", "2");
        assertThat(app.launched(2).env()).containsEntry("A", "3").doesNotContainKey("B");
    }

    @Test
    void environmentFileThatIsNoneIsNamedByLineAndNotByContent() throws IOException {
        Files.writeString(app.paths.envFile(), "OK=1\nthe password is hunter2\n");
        AppFixture.Waiter push = app.push("1");

        assertThat(push.failure().message()).contains("line 2").doesNotContain("hunter2");
    }

    @Test
    void stoppedAppStaysStoppedUntilItIsStarted() {
        app.deployed("1");
        app.settled(app.stop());
        app.pass(Duration.ofHours(1));
        assertThat(app.processes.running()).isEmpty();
        AppFixture.Waiter start = app.start();
        app.comeUp(2);

        assertThat(app.settled(start)).isInstanceOf(Reply.Deployed.class);
        assertThat(app.listeners.isServed(8080)).isTrue();
    }

    @Test
    void pushDuringAStopIsRefusedAndToldWhoStops() {
        app.deployed("1");
        app.host.setConnections(app.process(1), 8080, 1);
        AppFixture.Waiter stop = app.stop();
        AppFixture.Waiter push = app.push("2");

        assertThat(push.failure().code()).isEqualTo(FailureCode.LOCKED);
        assertThat(push.failure().message()).contains("a stop by bob@desk");
        app.host.setConnections(app.processes.running().get(0), 8080, 0);
        assertThat(app.settled(stop)).isInstanceOf(Reply.Stopped.class);
    }

    @Test
    void newAgentTakesUpTheRunningAppAndServesOn() throws OsException {
        app.deployed("1");
        var process = app.process(1);
        app.listeners.holdIn(process, 3, app.launched(1).fds().get(0));
        AppFixture next = app.successor();

        assertThat(next.live()).contains(1L);
        assertThat(next.processes.running()).containsExactly(process);
        AppFixture.Waiter push = next.push("2");
        next.bind(1);
        next.comeUp(2);
        assertThat(next.settled(push)).isInstanceOf(Reply.Deployed.class);
    }

    @Test
    void listenersAreInTheInitSystemsKeepingForAsLongAsTheyAreNeeded() {
        app.deployed("1");
        assertThat(app.service.kept().keySet()).containsExactly("deployctl-8080");
        AppFixture.Waiter waiter =
                app.push("2", AppFixture.declaration(Map.of("http", ListenAddress.parse("127.0.0.1:9090"))));
        app.comeUp(2);
        app.settled(waiter);
        assertThat(app.service.kept()).containsOnlyKeys("deployctl-8080", "deployctl-127.0.0.1_9090");
        app.settled(app.stop());
        assertThat(app.service.kept()).isEmpty();
    }

    @Test
    void newAgentServesAfterACrashOfBothOnTheListenersThatWereKept() throws OsException {
        app.deployed("1");
        Map<String, Fd> kept = app.service.kept();
        app.processes.end(app.process(1), new ExitStatus.Signaled("SIGKILL"));

        AppFixture next = app.successor(kept);

        assertThat(next.log).noneMatch(line -> line.contains("could not"));
        assertThat(next.listeners.isServed(8080)).isTrue();
        next.pass(Duration.ofSeconds(1));
        next.comeUp(next.lastGeneration());
        assertThat(next.live()).isPresent();
    }

    @Test
    void listenersOfASocketUnitAreUsedAndNeverClosed() throws OsException {
        Fd unit = app.listeners.open(ListenAddress.parse("8080"));
        AppFixture next = app.successor(Map.of("web.socket", unit));
        assertThat(next.listeners.isServed(8080)).isTrue();

        next.deployed("1");
        assertThat(next.service.kept()).isEmpty();
        next.settled(next.stop());
        assertThat(next.listeners.isServed(8080)).isTrue();
    }

    @Test
    void listenersInKeepingThatNothingNeedsAreClosed() throws OsException {
        Fd stray = app.listeners.open(ListenAddress.parse("8080"));
        AppFixture next = app.successor(Map.of("deployctl-8080", stray));
        assertThat(next.listeners.isServed(8080)).isFalse();
    }

    @Test
    void theInitSystemHearsWhatRuns() {
        app.deployed("1");
        assertThat(app.service.told()).anyMatch(line -> line.startsWith("STATUS=live 1 (1-"));
    }

    @Test
    void newAgentEndsACandidateThatWasNotDecidedUpon() {
        app.deployed("1");
        app.push("2");
        AppFixture next = app.successor();
        next.turn();

        assertThat(next.live()).contains(1L);
        assertThat(next.role(2)).isEmpty();
        assertThat(next.processes.running()).hasSize(1);
    }

    @Test
    void newAgentFinishesAMoveThatWasDecided() {
        app.deployed("1");
        app.push("2");
        app.adopter(2).fallSilent();
        app.comeUp(2);
        AppFixture next = app.successor();
        next.bind(1);
        next.bind(2);
        next.turn();

        assertThat(next.live()).contains(2L);
        assertThat(next.adopter(1).commands()).containsExactly("drain");
    }

    @Test
    void newAgentStartsTheReleaseThatServedWhenNothingRunsAnyMore() {
        app.deployed("1");
        app.processes.end(app.process(1), new ExitStatus.Signaled("SIGKILL"));
        AppFixture next = app.successor();
        next.pass(Duration.ZERO);

        assertThat(next.processes.running()).hasSize(1);
    }

    @Test
    void newAgentMarksWhatIsLiveWhenItsPredecessorDiedBeforeItCould() throws IOException {
        app.deployed("1");
        app.deployed("2");
        Files.delete(app.paths.current());
        Files.createSymbolicLink(app.paths.current(), Path.of("releases/1-00000000"));

        AppFixture next = app.successor();

        assertThat(next.paths.current().toRealPath()).asString().contains("/2-");
    }

    @Test
    void unreadableStateIsPutAsideAndSaid() throws IOException {
        app.deployed("1");
        Files.writeString(app.paths.stateFile(), "{\"schema\":1,");
        AppFixture next = app.successor();

        assertThat(next.log).anyMatch(line -> line.contains("state.json was not understood"));
        assertThat(next.status().generations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "null",
                "[1]",
                "\u0000\u0000\u0000",
                "{\"schema\":2,\"lastNumber\":1}",
                "{\"schema\":1,\"lastNumber\":1,\"running\":true,\"listeners\":[],\"served\":[],\"members\":[{\"number\":1,"
                        + "\"release\":\"1-00000000\",\"role\":\"SOMETHING_NEW\"}]}"
            })
    void agentThatCannotUnderstandItsStateStartsAndEndsNobody(String state) throws IOException {
        app.deployed("1");
        List<ProcessId> running = app.processes.running();
        Files.writeString(app.paths.stateFile(), state);

        AppFixture next = app.successor();

        assertThat(next.log).anyMatch(line -> line.contains("state.json was not understood"));
        assertThat(next.paths.stateFile().resolveSibling("state.json.unreadable"))
                .hasContent(state);
        assertThat(next.processes.running()).isEqualTo(running);
        assertThat(next.status().wanted()).isEqualTo("stopped");
    }

    @Test
    void stateThatIsTooLargeOrALinkIsNotRead() throws IOException {
        app.deployed("1");
        Files.write(app.paths.stateFile(), new byte[2 << 20]);
        assertThat(app.successor().log).anyMatch(line -> line.contains("not understood (it has 2097152 bytes)"));

        Path elsewhere = Files.writeString(app.paths.state().resolve("elsewhere"), "{}");
        Files.createSymbolicLink(app.paths.stateFile(), elsewhere);
        assertThat(app.successor().log).anyMatch(line -> line.contains("not understood (it is no plain file)"));
        assertThat(elsewhere).hasContent("{}");
    }

    @Test
    void unknownMembersOfAStateAreIgnored() throws IOException {
        app.deployed("1");
        String state = Files.readString(app.paths.stateFile());
        Files.writeString(
                app.paths.stateFile(), state.replaceFirst("\\{", "{\"added\": {\"by\": [\"a later version\"]},"));

        AppFixture next = app.successor();

        assertThat(next.live()).contains(1L);
    }

    @Test
    void listenersInKeepingStayOpenWhenTheStateIsLost() throws Exception {
        app.deployed("1");
        Files.writeString(app.paths.stateFile(), "garbage");

        AppFixture next = app.successor(app.service.kept());

        assertThat(next.listeners.isServed(8080)).isTrue();
    }

    @Test
    void oldReleasesArePrunedButNoneThatIsInUse() {
        for (int version = 1; version <= 6; version++) {
            app.deployed(Integer.toString(version));
        }

        List<ReleaseId> retained = app.status().releases();
        assertThat(retained).hasSize(3);
        app.status().generations().forEach(g -> assertThat(retained).contains(g.release()));
    }
}
