package io.github.deployctl.e2e.bench.crash;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.HistoryEntry;
import io.github.deployctl.common.release.ReleaseId;
import io.github.deployctl.e2e.bench.crash.CrashPoint.Victim;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the history tells of an operation in which somebody died what came of it.
 *
 * @param before the release that was live when it began
 * @param live the one that is, now that all has come to rest
 */
record HistoryJudge(CrashPoint point, ReleaseId before, ReleaseId live) {
    private static final String CRASH = "crash";
    private static final Set<String> STARTS = Set.of("recovery", "start");

    /** Only a parent is told how a process ended (wait(2)): of one that another agent has launched, this one sees that it is gone and no more. */
    private static final List<String> KILLED =
            List.of(" was ended by SIGKILL while it was live", " is gone while it was live");

    /**
     * Returns what is wrong.
     *
     * @param newestFirst what was written since the operation began
     */
    List<String> complaints(List<HistoryEntry> newestFirst) {
        List<String> bad = new ArrayList<>();
        List<HistoryEntry> told =
                newestFirst.stream().filter(entry -> entry.release() != null).toList();
        told.stream()
                .filter(entry -> !isCrash(entry) && !STARTS.contains(entry.operation()))
                .findFirst()
                .filter(entry -> !isRight(entry))
                .ifPresent(entry -> bad.add("the history says " + entry + ", live is " + live));
        crashes(told).ifPresent(bad::add);
        return bad;
    }

    private boolean isRight(HistoryEntry outcome) {
        return outcome.failure() == null
                ? live.equals(outcome.release()) || isAboutARestOf(outcome)
                : !live.equals(outcome.release()) || before.equals(outcome.release());
    }

    /** A stop, and the first of two pushes, may be the last that the history knows of. */
    private boolean isAboutARestOf(HistoryEntry entry) {
        return switch (point.operation()) {
            case LISTENERS -> true;
            case STOP_START, UPGRADE ->
                before.equals(entry.release()) || entry.operation().equals("stop");
            default -> false;
        };
    }

    /**
     * The end of what serves is an entry of the agent's own, with a failure that refuses nothing: the release stays the one that is to serve, since it has
     * nothing to prove, and is started again. One in its probation is gone back from, and that has an entry as a {@code revert} instead. So a crash is of the
     * release that served at the time, there are no more of them than kills, and an entry after it says how that release, or one that came after it, serves.
     */
    private Optional<String> crashes(List<HistoryEntry> newestFirst) {
        if (newestFirst.stream().noneMatch(HistoryJudge::isCrash)) {
            return Optional.empty();
        }
        if (newestFirst.stream().filter(HistoryJudge::isCrash).count() > kills()) {
            return Optional.of("the history says that the app crashed more often than it was killed: " + newestFirst);
        }
        ReleaseId serving = before;
        boolean isDown = false;
        for (int i = newestFirst.size() - 1; i >= 0; i--) {
            HistoryEntry entry = newestFirst.get(i);
            if (isCrash(entry)) {
                if (isDown || !isKillOf(serving, entry)) {
                    return Optional.of("the history says " + entry + ", live was " + serving);
                }
                isDown = true;
            } else if (isDone(entry)) {
                if (entry.operation().equals("recovery") && !serving.equals(entry.release())) {
                    return Optional.of("after a crash of " + serving + " the history says " + entry);
                }
                serving = requireNonNull(entry.release());
                isDown = false;
            }
        }
        return isDown || !serving.equals(live)
                ? Optional.of("live is " + live + ", after a crash the history ends with " + newestFirst.get(0))
                : Optional.empty();
    }

    /** How often the app was killed at most. With the agent dead it is killed by nobody, and no other operation kills what has nothing to prove. */
    private int kills() {
        int byTheOperation = point.operation().killsTheApp() ? 1 : 0;
        return point.victim() == Victim.APP ? 1 + byTheOperation : 0;
    }

    private static boolean isKillOf(ReleaseId serving, HistoryEntry crash) {
        Failure why = crash.failure();
        return crash.by().equals("agent")
                && serving.equals(crash.release())
                && serving.equals(crash.previous())
                && why != null
                && KILLED.stream().anyMatch(how -> why.message().contains("(" + serving + ")" + how));
    }

    private static boolean isCrash(HistoryEntry entry) {
        return entry.operation().equals(CRASH);
    }

    /** A way back that was taken has a failure too: that of what it left. */
    private static boolean isDone(HistoryEntry entry) {
        Failure failure = entry.failure();
        return failure == null || failure.code() == FailureCode.REVERTED;
    }
}
