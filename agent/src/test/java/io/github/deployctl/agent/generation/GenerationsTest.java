package io.github.deployctl.agent.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.agent.generation.Generation.Live;
import io.github.deployctl.agent.generation.Generation.Role;
import io.github.deployctl.common.config.HandOver;
import io.github.deployctl.common.release.ReleaseId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GenerationsTest {
    private static final ReleaseId A = new ReleaseId("a-11111111");
    private static final ReleaseId B = new ReleaseId("b-22222222");

    private Generations state = Generations.NONE;
    private List<Effect> effects = List.of();

    private void after(Step step) {
        state = step.next();
        effects = step.effects();
    }

    private void deploy(ReleaseId release) {
        deploy(release, HandOver.ADOPT);
    }

    private void deploy(ReleaseId release, HandOver handOver) {
        after(state.launch(release, handOver));
        long number = state.lastNumber();
        after(state.ready(number));
        after(state.moved(number, null));
    }

    /** B serves on probation, A stands by. */
    private void deployOnProbation() {
        deploy(A);
        after(state.launch(B, HandOver.ADOPT));
        after(state.ready(2));
        after(state.moved(2, new Probation(Instant.EPOCH, A, false)));
        after(state.drained(1));
    }

    @Test
    void whoFailsWhileItRunsServesUntilTheOneBeforeDoes() {
        deployOnProbation();
        after(state.failed(2, HandOver.ADOPT));
        assertThat(effects).containsExactly(new Effect.MoveTraffic(1));
        assertThat(roleOf(2)).isEqualTo(Role.LIVE);
        after(state.moved(1, null));
        assertThat(effects).containsExactly(new Effect.Drain(2));
        assertThat(state.goal().release()).contains(A);
    }

    @Test
    void whoEndsOnProbationIsReplacedInTheSameStep() {
        deployOnProbation();
        after(state.exited(2, false));
        assertThat(effects).containsExactly(new Effect.MoveTraffic(1));
        after(state.moveFailed(1));
        assertThat(effects).contains(new Effect.RetryAfter(Duration.ZERO));
        after(state.exited(1, false));
        after(state.retry(HandOver.ADOPT));
        assertThat(effects).as("not what has failed").containsExactly(new Effect.Launch(3, A));
    }

    @Test
    void aStandbyThatWouldBeGoneBackToKeepsItsPlaceInARestart() {
        deployOnProbation();
        after(state.launch(B, HandOver.ADOPT));
        after(state.ready(3));
        after(state.moved(3, new Probation(Instant.EPOCH, A, true)));
        after(state.drained(2));
        assertThat(effects).containsExactly(new Effect.Stop(2));
        assertThat(state.fallback()).map(Generation::number).contains(1L);
    }

    @Test
    void aConfirmationIsNotTheEndOfAProbation() {
        deployOnProbation();
        after(state.confirmed(1));
        after(state.confirmed(2));
        assertThat(state.onProbation(2)).map(Live::probation).contains(new Probation(Instant.EPOCH, A, true));
        after(state.proven(2));
        assertThat(state.onProbation(2)).isEmpty();
        after(state.exited(2, false));
        assertThat(effects).containsExactly(new Effect.RetryAfter(Duration.ZERO));
    }

    private Role roleOf(long number) {
        return state.find(number).map(Generation::role).orElseThrow();
    }

    @Test
    void pushDrainsTheOldGenerationOnlyAfterTheNewOneHasMoved() {
        deploy(A);
        after(state.launch(B, HandOver.ADOPT));
        assertThat(effects).containsExactly(new Effect.Launch(2, B));
        after(state.ready(2));
        assertThat(effects).containsExactly(new Effect.MoveTraffic(2));
        assertThat(roleOf(1)).isEqualTo(Role.LIVE);
        after(state.moved(2, null));
        assertThat(effects).containsExactly(new Effect.Drain(1));
        after(state.drained(1));
        assertThat(effects).containsExactly(new Effect.Park(1));
    }

    @Test
    void tenFailedCandidatesLeaveTheLiveOneAndTheEleventhTakesOver() {
        deploy(A);
        for (int i = 0; i < 10; i++) {
            after(state.launch(B, HandOver.ADOPT));
            after(state.exited(state.lastNumber(), false));
            assertThat(state.live().orElseThrow().number()).isEqualTo(1);
            assertThat(effects).isEmpty();
        }
        deploy(B);
        assertThat(state.live().orElseThrow().number()).isEqualTo(12);
    }

    @Test
    void pushDuringAPushChangesNothing() {
        deploy(A);
        after(state.launch(B, HandOver.ADOPT));
        after(state.launch(A, HandOver.ADOPT));
        assertThat(effects).isEmpty();
        assertThat(state.lastNumber()).isEqualTo(2);
    }

    @Test
    void rollbackToAStandbyMovesTrafficWithoutALaunch() {
        deploy(A);
        deploy(B);
        after(state.drained(1));
        after(state.returnTo(1));
        assertThat(effects).containsExactly(new Effect.MoveTraffic(1));
        after(state.moved(1, null));
        assertThat(effects).containsExactly(new Effect.Drain(2));
        assertThat(state.goal().release()).contains(A);
    }

    @Test
    void rollbackReachesAGenerationThatStillDrains() {
        deploy(A);
        deploy(B);
        after(state.returnTo(1));
        after(state.moved(1, null));
        assertThat(state.live().orElseThrow().number()).isEqualTo(1);
        assertThat(roleOf(2)).isEqualTo(Role.DRAINING);
    }

    @Test
    void crashIsAnsweredAtOnceAndARowOfCrashesWithGrowingDelays() {
        deploy(A);
        after(state.exited(1, false));
        assertThat(effects).containsExactly(new Effect.RetryAfter(Duration.ZERO));
        for (long millis : new long[] {500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000}) {
            after(state.retry(HandOver.ADOPT));
            after(state.exited(state.lastNumber(), false));
            assertThat(effects).containsExactly(new Effect.RetryAfter(Duration.ofMillis(millis)));
        }
    }

    @Test
    void exitAfterASteadyTimeStartsTheRowAnew() {
        deploy(A);
        after(state.exited(1, false));
        after(state.retry(HandOver.ADOPT));
        after(state.ready(2));
        after(state.moved(2, null));
        after(state.exited(2, true));
        assertThat(effects).containsExactly(new Effect.RetryAfter(Duration.ZERO));
    }

    @Test
    void pushTakesThePlaceOfARecovery() {
        deploy(A);
        after(state.exited(1, false));
        after(state.retry(HandOver.ADOPT));
        after(state.launch(B, HandOver.ADOPT));
        assertThat(effects).containsExactly(new Effect.Stop(2), new Effect.Launch(3, B));
    }

    @Test
    void failedPushOfAnAppWithoutALiveOneIsFollowedByARecovery() {
        deploy(A);
        after(state.exited(1, false));
        after(state.launch(B, HandOver.ADOPT));
        after(state.refused(2));
        assertThat(effects).contains(new Effect.Stop(2), new Effect.RetryAfter(Duration.ZERO));
        after(state.retry(HandOver.ADOPT));
        assertThat(effects).containsExactly(new Effect.Launch(3, A));
    }

    @Test
    void failedFirstPushLeavesNothingThatMustBeReachable() {
        after(state.launch(A, HandOver.ADOPT));
        assertThat(state.reachable()).containsExactly(A);
        after(state.exited(1, false));
        assertThat(state.reachable()).isEmpty();
        assertThat(effects).isEmpty();
    }

    @Test
    void stopDrainsTheLiveOneAndEndsTheRest() {
        deploy(A);
        deploy(B);
        after(state.drained(1));
        after(state.launch(A, HandOver.ADOPT));
        after(state.stop());
        assertThat(effects).containsExactly(new Effect.Drain(2), new Effect.Stop(3), new Effect.Stop(1));
        assertThat(state.reachable()).isEmpty();
        after(state.drained(2));
        assertThat(effects).containsExactly(new Effect.Stop(2));
    }

    @Test
    void oldestOfTooManyDrainingGenerationsIsEnded() {
        deploy(A);
        deploy(B);
        deploy(A);
        assertThat(effects).containsExactly(new Effect.Drain(2));
        deploy(B);
        assertThat(effects).containsExactly(new Effect.Drain(3), new Effect.Stop(1));
    }

    @Test
    void generationThatServedLastStandsByWhateverItsNumber() {
        deploy(A);
        deploy(B);
        after(state.drained(1));
        after(state.returnTo(1));
        after(state.moved(1, null));
        after(state.drained(2));
        deploy(B);
        after(state.drained(1));
        assertThat(roleOf(1)).isEqualTo(Role.STANDBY);
        assertThat(roleOf(2)).isEqualTo(Role.STOPPING);
    }

    @Test
    void newAgentTakesUpEveryUnfinishedEffectAndDropsTheUndecidedCandidate() {
        deploy(A);
        deploy(B);
        after(state.launch(A, HandOver.ADOPT));
        after(state.resume());
        assertThat(effects).containsExactly(new Effect.Drain(1), new Effect.Stop(3));
        assertThat(state.live().orElseThrow().number()).isEqualTo(2);
    }

    @Test
    void newAgentFinishesAMoveThatWasDecided() {
        deploy(A);
        after(state.launch(B, HandOver.ADOPT));
        after(state.ready(2));
        after(state.resume());
        assertThat(effects).containsExactly(new Effect.MoveTraffic(2));
    }

    @Test
    void releaseThatRunsAloneIsStartedWhenTheOldOneHasDrainedAndGone() {
        deploy(A);
        after(state.launch(B, HandOver.RESTART));
        assertThat(effects).containsExactly(new Effect.Drain(1));
        assertThat(roleOf(2)).isEqualTo(Role.WAITING);
        assertThat(state.isBusy()).isTrue();
        after(state.drained(1));
        assertThat(effects).as("no standby").containsExactly(new Effect.Stop(1));
        after(state.exited(1, true));
        assertThat(effects).containsExactly(new Effect.Admit(2));
        after(state.admitted(2));
        assertThat(effects).containsExactly(new Effect.Launch(2, B));
    }

    @Test
    void nothingIsStartedBesideALiveOneThatRunsAlone() {
        deploy(A, HandOver.RESTART);
        after(state.launch(B, HandOver.ADOPT));

        assertThat(effects).containsExactly(new Effect.Drain(1));
        assertThat(roleOf(2)).isEqualTo(Role.WAITING);
    }

    @Test
    void firstReleaseThatRunsAloneWaitsForNobody() {
        after(state.launch(A, HandOver.RESTART));

        assertThat(effects).containsExactly(new Effect.Launch(1, A));
    }

    @Test
    void failedReleaseThatRunsAloneIsFollowedByTheOldOneOnceItIsGone() {
        deploy(A, HandOver.RESTART);
        after(state.launch(B, HandOver.RESTART));
        after(state.drained(1));
        after(state.exited(1, true));
        after(state.admitted(2));
        after(state.refused(2));
        assertThat(effects).containsExactly(new Effect.Stop(2), new Effect.RetryAfter(Duration.ZERO));
        after(state.retry(HandOver.RESTART));
        assertThat(effects).as("the failed one still has the place").isEmpty();
        after(state.exited(2, false));
        assertThat(effects).containsExactly(new Effect.Admit(3));
        after(state.admitted(3));
        assertThat(effects).containsExactly(new Effect.Launch(3, A));
    }

    @Test
    void oneThatMadeRoomServesAgainWhenTheOtherIsGivenUpInTime() {
        deploy(A);
        after(state.launch(B, HandOver.RESTART));
        after(state.refused(2));

        assertThat(effects).containsExactly(new Effect.MoveTraffic(1));
        assertThat(state.find(2)).isEmpty();
    }

    @Test
    void newAgentForgetsTheOneThatWaitedAndGivesTheTrafficBack() {
        deploy(A);
        after(state.launch(B, HandOver.RESTART));
        after(state.resume());

        assertThat(effects).containsExactly(new Effect.MoveTraffic(1));
        assertThat(state.find(2)).isEmpty();
    }

    @Test
    void newAgentStartsTheOldReleaseWhenItWasGoneAlready() {
        deploy(A);
        after(state.launch(B, HandOver.RESTART));
        after(state.drained(1));
        after(state.resume());

        assertThat(effects).containsExactly(new Effect.Stop(1), new Effect.RetryAfter(Duration.ZERO));
    }

    @Test
    void oneThatInheritsIsNeverTakenBackOnceItDrains() {
        deploy(A, HandOver.INHERIT);
        deploy(B, HandOver.INHERIT);
        assertThat(effects).containsExactly(new Effect.Drain(1));
        after(state.returnTo(1));
        assertThat(effects).isEmpty();
        after(state.drained(1));
        assertThat(effects).as("no standby").containsExactly(new Effect.Stop(1));
    }
}
