package io.github.deployctl.e2e.bench.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.HistoryEntry;
import io.github.deployctl.common.protocol.Timings;
import io.github.deployctl.common.release.ReleaseId;
import io.github.deployctl.e2e.bench.crash.CrashPoint.Victim;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a history may say of the app's death, beside each thing that it may not. */
class HistoryJudgeTest {
    private static final ReleaseId OLD = new ReleaseId("1.0-00000001");
    private static final ReleaseId NEW = new ReleaseId("2.0-00000002");
    private static final ReleaseId OTHER = new ReleaseId("3.0-00000003");
    private static final CrashPoint APP = new CrashPoint(Operation.PUSH, "left", 1, Victim.APP);
    private static final CrashPoint AGENT = new CrashPoint(Operation.PUSH, "left", 1, Victim.AGENT);
    private static final CrashPoint TAKEN_BACK = new CrashPoint(Operation.REVERT, "left", 1, Victim.APP);

    @Test
    void newReleaseThatIsKilledWhenItIsLiveIsStartedAgain() {
        assertThat(complaints(APP, NEW, done("recovery", NEW), crash(NEW), done("push", NEW)))
                .isEmpty();
    }

    @Test
    void processThatIsNoChildOfTheAgentIsJustGone() {
        HistoryEntry gone = entry("crash", "agent", OLD, OLD, "generation 2 (" + OLD + ") is gone while it was live");
        assertThat(complaints(APP, OLD, done("recovery", OLD), gone)).isEmpty();
        assertThat(complaints(APP, OLD, done("recovery", OLD), gone, done("recovery", OLD), gone))
                .isNotEmpty();
        assertThat(complaints(APP, NEW, done("recovery", NEW), gone, done("push", NEW)))
                .isNotEmpty();
    }

    @Test
    void oldReleaseThatIsKilledMeanwhileIsNotStartedAgainWhereTheNewOneServesFirst() {
        assertThat(complaints(APP, NEW, done("push", NEW), crash(OLD))).isEmpty();
        assertThat(complaints(APP, NEW, done("push", NEW), done("recovery", OLD), crash(OLD)))
                .isEmpty();
    }

    @Test
    void crashOfAReleaseThatWasNotLiveIsCondemned() {
        assertThat(complaints(APP, NEW, done("recovery", OLD), crash(OLD), done("push", NEW)))
                .anyMatch(each -> each.contains("live was " + NEW));
        assertThat(complaints(APP, NEW, done("push", NEW), crash(NEW)))
                .singleElement()
                .asString()
                .endsWith("live was " + OLD);
        assertThat(complaints(APP, NEW, done("recovery", NEW), crash(OTHER), done("push", NEW)))
                .isNotEmpty();
    }

    @Test
    void otherReleaseAfterACrashIsCondemned() {
        assertThat(complaints(APP, OLD, done("recovery", OLD), crash(NEW), done("push", NEW)))
                .anyMatch(each -> each.startsWith("after a crash of " + NEW));
        assertThat(complaints(APP, OTHER, done("recovery", NEW), crash(NEW), done("push", NEW)))
                .anyMatch(each -> each.startsWith("live is " + OTHER));
    }

    @Test
    void crashAfterWhichNothingIsToldIsCondemned() {
        assertThat(complaints(APP, NEW, crash(NEW), done("push", NEW)))
                .singleElement()
                .asString()
                .startsWith("live is " + NEW);
        assertThat(complaints(APP, NEW, failed("recovery", NEW), crash(NEW), done("push", NEW)))
                .isNotEmpty();
    }

    @Test
    void crashThatNobodyCausedIsCondemned() {
        assertThat(complaints(AGENT, NEW, done("recovery", NEW), crash(NEW), done("push", NEW)))
                .singleElement()
                .asString()
                .contains("more often than it was killed");
        assertThat(complaints(
                        APP,
                        NEW,
                        done("recovery", NEW),
                        crash(NEW),
                        done("recovery", NEW),
                        crash(NEW),
                        done("push", NEW)))
                .isNotEmpty();
        HistoryEntry byItself = entry("crash", "agent", NEW, NEW, "generation 2 (" + NEW + ") ended with exit code 1");
        assertThat(complaints(APP, NEW, done("recovery", NEW), byItself, done("push", NEW)))
                .isNotEmpty();
    }

    @Test
    void crashThatSomebodyElseClaimsOrThatNamesNoCauseIsCondemned() {
        String killed = "generation 2 (" + NEW + ") was ended by SIGKILL while it was live";
        for (HistoryEntry wrong : List.of(
                entry("crash", "somebody", NEW, NEW, killed),
                entry("crash", "agent", NEW, OLD, killed),
                entry("crash", "agent", NEW, NEW, null))) {
            assertThat(complaints(APP, NEW, done("recovery", NEW), wrong, done("push", NEW)))
                    .as("%s", wrong)
                    .isNotEmpty();
        }
    }

    /** Both the operation and the one that dies kill the app: what has stood by since is live without a probation. */
    @Test
    void twoKillsAreTwoCrashesWhereEachIsOfWhatWasLive() {
        HistoryEntry back = new HistoryEntry(
                Instant.EPOCH,
                "revert",
                "agent",
                OLD,
                NEW,
                Timings.NONE,
                Failure.of(FailureCode.REVERTED, "taken back"));
        assertThat(complaints(TAKEN_BACK, OLD, done("recovery", OLD), crash(OLD), back, done("push", NEW), crash(OLD)))
                .isEmpty();
        assertThat(complaints(TAKEN_BACK, OLD, done("recovery", OLD), crash(NEW), back, done("push", NEW)))
                .isNotEmpty();
    }

    /** A failure that is no crash is that of a release that was refused, as ever. */
    @Test
    void refusedReleaseThatServesIsCondemned() {
        assertThat(complaints(AGENT, OLD, failed("push", NEW))).isEmpty();
        assertThat(complaints(AGENT, NEW, failed("push", NEW))).hasSize(1);
        assertThat(complaints(AGENT, OLD, done("push", NEW))).hasSize(1);
        assertThat(complaints(APP, NEW, done("recovery", NEW), crash(NEW), failed("push", NEW)))
                .isNotEmpty();
    }

    private static List<String> complaints(CrashPoint point, ReleaseId live, HistoryEntry... newestFirst) {
        return new HistoryJudge(point, OLD, live).complaints(List.of(newestFirst));
    }

    private static HistoryEntry crash(ReleaseId release) {
        return entry(
                "crash",
                "agent",
                release,
                release,
                "generation 2 (" + release + ") was ended by SIGKILL while it was live");
    }

    private static HistoryEntry done(String operation, ReleaseId release) {
        return entry(operation, "somebody", release, OLD, null);
    }

    private static HistoryEntry failed(String operation, ReleaseId release) {
        return entry(operation, "somebody", release, OLD, "it did not become ready");
    }

    private static HistoryEntry entry(
            String operation, String by, ReleaseId release, ReleaseId previous, @Nullable String failure) {
        return new HistoryEntry(
                Instant.EPOCH,
                operation,
                by,
                release,
                previous,
                Timings.NONE,
                failure == null ? null : Failure.of(FailureCode.NOT_DEPLOYED, failure));
    }
}
