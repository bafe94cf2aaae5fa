package io.github.deployctl.agent.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.deployctl.agent.generation.Generation.Role;
import io.github.deployctl.agent.os.Connection;
import io.github.deployctl.agent.os.ExitStatus;
import io.github.deployctl.common.config.Deadlines;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.HandOver;
import io.github.deployctl.common.config.Launch;
import io.github.deployctl.common.config.ReadyCheck;
import io.github.deployctl.common.config.SafetyNet;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.HistoryEntry;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Standing;
import io.github.deployctl.common.release.ReleaseId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbationTest {
    private static final Duration PROBATION = Duration.ofSeconds(60);
    private static final Duration CONFIRM = Duration.ofSeconds(30);

    private @TempDir Path folder;
    private AppFixture app;

    @BeforeEach
    void freshHost() {
        app = new AppFixture(folder);
    }

    @Test
    void whoEndsInItsProbationGivesTheTrafficBackToTheStandby() throws IOException {
        ReleaseId good = app.deployed("1").release();
        ReleaseId bad = app.deployed("2").release();
        Files.writeString(app.paths.logFile(2), "no database\n");
        app.crash(2);

        assertThat(app.live()).contains(1L);
        assertThat(app.adopter(1).commands()).containsExactly("live", "drain", "live");
        assertThat(app.status().current()).isEqualTo(good);
        HistoryEntry revert = app.lastEntry();
        assertThat(revert.operation()).isEqualTo("revert");
        assertThat(revert.by()).isEqualTo("agent");
        assertThat(revert.release()).isEqualTo(good);
        assertThat(revert.previous()).isEqualTo(bad);
        assertThat(revert.reason()).contains("release " + bad, "its process exited with status 1");
        assertThat(Objects.requireNonNull(revert.failure()).code()).isEqualTo(FailureCode.REVERTED);
        assertThat(revert.failure().evidence())
                .anySatisfy(found -> assertThat(found.lines()).contains("no database"));
        Standing.Bad mark =
                Objects.requireNonNull(app.status().standing()).bad().get(0);
        assertThat(mark.release()).isEqualTo(bad);
        assertThat(mark.by()).isEqualTo("agent");
    }

    @Test
    void whoHasStoodItsProbationIsStartedAgain() {
        app.deployed("1");
        ReleaseId proven = app.deployed("2").release();
        app.pass(PROBATION);
        app.crash(2);
        app.comeUp(3);

        assertThat(app.live()).contains(3L);
        assertThat(app.status().current()).isEqualTo(proven);
        assertThat(Objects.requireNonNull(app.status().standing()).bad()).isEmpty();
    }

    @Test
    void theFirstReleaseHasNothingToGoBackTo() {
        ReleaseId first = app.deployed("1").release();
        app.crash(1);
        app.comeUp(2);

        assertThat(app.status().current()).isEqualTo(first);
    }

    @Test
    void clientThatStillWaitsForTheDrainHearsThatItWasTakenBack() {
        app.deployed("1");
        app.connections.set(app.process(1), 8080, new Connection(1, 0, 0, 0, 1));
        AppFixture.Waiter push = app.push("2");
        app.comeUp(2);
        app.awaitRole(1, Role.DRAINING);
        app.crash(2);

        assertThat(push.failure().code()).isEqualTo(FailureCode.REVERTED);
        assertThat(push.failure().message()).contains("was taken back", "exited with status 1");
        assertThat(push.failure().serving()).contains("generation 1").contains("serves again");
        assertThat(push.events()).hasAtLeastOneElementOfType(Event.OnProbation.class);
    }

    @Test
    void whoWatchesAProbationHearsItsEnd() {
        app.deployed("1");
        app.deployed("2");
        AppFixture.Waiter watching = app.awaitProbation(2);
        assertThat(watching.hasReply()).isFalse();
        app.pass(PROBATION);
        assertThat(watching.reply()).isEqualTo(new Reply.Settled(2, true));

        app.deployed("3");
        AppFixture.Waiter unlucky = app.awaitProbation(3);
        app.crash(3);
        assertThat(unlucky.failure().code()).isEqualTo(FailureCode.REVERTED);
        assertThat(app.awaitProbation(3).failure().serving()).contains("generation 2");
    }

    @Test
    void anotherAgentGoesOnWithTheRestOfTheProbation() {
        app.deployed("1");
        app.deployed("2");
        AppFixture next = app.successor();
        next.crash(2);
        next.bind(1);
        next.awaitRole(1, Role.LIVE);

        assertThat(next.live()).contains(1L);
        assertThat(next.lastEntry().operation()).isEqualTo("revert");
    }

    @Test
    void whoEndedWhileNoAgentWasThereGivesTheTrafficBack() {
        app.deployed("1");
        app.deployed("2");
        app.processes.end(app.process(2), new ExitStatus.Exited(1));
        AppFixture next = app.successor();
        next.bind(1);
        next.awaitRole(1, Role.LIVE);

        assertThat(next.lastEntry().reason()).contains("while no agent was there");
        assertThat(next.history()).hasSize(3);
    }

    @Test
    void withoutAStandbyTheReleaseBeforeIsStartedAnew() {
        Declaration cold = withStandby(Duration.ZERO);
        ReleaseId good = app.deployed("1", cold).release();
        app.deployed("2", cold);
        app.crash(2);
        app.pass(Duration.ZERO);
        app.comeUp(3);

        assertThat(app.live()).contains(3L);
        assertThat(app.status().current()).isEqualTo(good);
        assertThat(app.history()).first().asString().startsWith("revert " + good);
    }

    @Test
    void whoFailedIsNoStandby() {
        Declaration confirmed = confirmed();
        app.deployed("1");
        app.deployed("2", confirmed);
        app.pass(CONFIRM);
        await().until(() -> {
            app.turn();
            return app.role(2).isEmpty();
        });

        assertThat(app.live()).contains(1L);
        assertThat(app.lastEntry().reason()).contains("nobody confirmed it in 30s");
    }

    @Test
    void confirmedInTimeItStays() {
        app.deployed("1");
        app.deployed("2", confirmed());
        assertThat(Objects.requireNonNull(
                                Objects.requireNonNull(app.status().standing()).probation())
                        .confirmBy())
                .isNotNull();
        assertThat(app.confirm(2L).reply())
                .isInstanceOfSatisfying(
                        Reply.Confirmed.class, r -> assertThat(r.awaited()).isTrue());
        app.pass(PROBATION.plus(CONFIRM));

        assertThat(app.live()).contains(2L);
        assertThat(Objects.requireNonNull(app.status().standing()).probation()).isNull();
        assertThat(app.confirm(null).reply())
                .isInstanceOfSatisfying(
                        Reply.Confirmed.class, r -> assertThat(r.awaited()).isFalse());
        assertThat(app.confirm(1L).failure().message()).contains("generation 1 does not serve");
    }

    @Test
    void anotherAgentWaitsForTheConfirmationToo() {
        app.deployed("1");
        app.deployed("2", confirmed());
        AppFixture next = app.successor();
        next.bind(1);
        next.bind(2);
        next.pass(CONFIRM);
        next.awaitRole(1, Role.LIVE);

        assertThat(next.lastEntry().reason()).contains("deadline confirm");
    }

    @Test
    void aPushUnderWayGivesWayToTheWayBack() {
        app.deployed("1");
        app.deployed("2");
        AppFixture.Waiter push = app.push("3");
        app.crash(2);

        assertThat(push.failure().message()).contains("called off").contains("generation 2");
        assertThat(app.live()).contains(1L);
    }

    @Test
    void aColdRollbackUnderWayIsTheWayBack() {
        Declaration cold = withStandby(Duration.ZERO);
        ReleaseId good = app.deployed("1", cold).release();
        app.deployed("2", cold);
        AppFixture.Waiter rollback = app.rollBack(null);
        app.crash(2);

        assertThat(rollback.hasReply()).as("not called off").isFalse();
        app.comeUp(3);
        assertThat(app.settled(rollback)).isInstanceOf(Reply.Deployed.class);
        assertThat(app.status().current()).isEqualTo(good);
        assertThat(app.processes.launched()).hasSize(3);
    }

    @Test
    void aReleaseThatWasGoneBackToIsNotOnProbationAgain() {
        ReleaseId good = app.deployed("1").release();
        app.deployed("2");
        app.crash(2);
        app.crash(1);
        app.pass(Duration.ZERO);
        app.comeUp(3);

        assertThat(app.status().current()).isEqualTo(good);
        assertThat(app.status().generations()).hasSize(1);
    }

    @Test
    void aReleaseThatWasRolledBackToHasNothingToProveEvenIfItHadNotStoodItsProbation() {
        app.deployed("1");
        ReleaseId young = app.deployed("2").release();
        app.deployed("3");
        app.settled(app.rollBack(null));

        assertThat(app.status().current()).isEqualTo(young);
        assertThat(Objects.requireNonNull(app.status().standing()).probation()).isNull();
        app.crash(2);
        app.pass(Duration.ZERO);
        app.comeUp(4);
        assertThat(app.status().current()).as("not what was rolled back from").isEqualTo(young);
    }

    @Test
    void aDiskThatIsFullDoesNotKeepADeadOneInPlace() throws IOException {
        app.deployed("1");
        app.deployed("2");
        Files.delete(app.paths.stateFile());
        Files.createDirectories(app.paths.stateFile().resolve("in the way"));
        app.crash(2);

        assertThat(app.live()).contains(1L);
    }

    @Test
    void withARestartingHandOverTheReleaseBeforeIsStartedAnew() {
        Declaration restarting =
                AppFixture.declaration(HandOver.RESTART, Launch.DEFAULT, new ReadyCheck(null, Duration.ofMinutes(5)));
        ReleaseId good = app.deployed("1", restarting).release();
        AppFixture.Waiter push = app.push("2", restarting);
        await().until(() -> {
            app.turn();
            return app.processes.launched().size() == 2;
        });
        app.comeUp(2);
        app.settled(push);
        app.crash(2);
        app.pass(Duration.ZERO);
        app.comeUp(3);

        assertThat(app.status().current()).isEqualTo(good);
        assertThat(app.lastEntry().operation()).isEqualTo("revert");
    }

    @Test
    void aStateFromBeforeThereWereProbationsIsUnderstood() throws IOException {
        ReleaseId one = app.deployed("1").release();
        JsonObject state =
                JsonParser.parseString(Files.readString(app.paths.stateFile())).getAsJsonObject();
        assertThat(state.remove("proven")).isNotNull();
        assertThat(state.remove("bad")).isNotNull();
        Files.writeString(app.paths.stateFile(), state.toString());
        AppFixture next = app.successor();
        next.bind(1);
        next.deployed("2");
        next.crash(2);

        assertThat(next.status().current()).isEqualTo(one);
        assertThat(next.lastEntry().operation()).isEqualTo("revert");
    }

    private static Declaration confirmed() {
        return AppFixture.declaration().with(new SafetyNet(PROBATION, CONFIRM, false));
    }

    private static Declaration withStandby(Duration standby) {
        Declaration base = AppFixture.declaration();
        return new Declaration(
                base.app(),
                base.listeners(),
                base.launch(),
                base.ready(),
                new Deadlines(Duration.ofSeconds(30), Duration.ofSeconds(10), standby));
    }

    /** What the tests of bad releases share: two good ones, and a third that has failed. */
    private List<ReleaseId> twoGoodOnesAndABadOne() {
        ReleaseId first = app.deployed("1").release();
        ReleaseId second = app.deployed("2").release();
        app.pass(PROBATION);
        ReleaseId bad = app.deployed("3").release();
        app.crash(3);
        assertThat(app.live()).contains(2L);
        return List.of(first, second, bad);
    }

    @Test
    void aBadReleaseIsNotPushedAgainUnlessSomebodyInsists() {
        twoGoodOnesAndABadOne();
        AppFixture.Waiter again = app.push("3");
        assertThat(again.failure().message()).contains("marked bad", "exited with status 1");
        assertThat(again.failure().serving()).contains("generation 2");
        assertThat(again.failure().hint()).contains("--force");

        AppFixture.Waiter forced = app.pushAllTheSame("3");
        app.comeUp(app.lastGeneration());
        app.settled(forced);
        assertThat(Objects.requireNonNull(app.status().standing()).bad()).isEmpty();
    }

    @Test
    void anotherAgentKnowsWhatIsBad() {
        List<ReleaseId> releases = twoGoodOnesAndABadOne();

        assertThat(Objects.requireNonNull(app.successor().status().standing()).bad())
                .extracting(Standing.Bad::release)
                .containsExactly(releases.get(2));
    }
}
