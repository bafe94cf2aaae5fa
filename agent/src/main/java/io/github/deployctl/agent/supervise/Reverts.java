package io.github.deployctl.agent.supervise;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.generation.Generation.Live;
import io.github.deployctl.agent.generation.Generations;
import io.github.deployctl.agent.supervise.Operation.Goes;
import io.github.deployctl.common.config.Durations;
import io.github.deployctl.common.config.HandOver;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.release.ReleaseId;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Has the agent go back by itself when the live generation fails in its probation. For the owner thread. */
final class Reverts {
    private final Board board;
    private final Operations operations;
    private final Releases releases;
    private final Succession succession;
    private final Clock clock;
    private @Nullable Due due;

    Reverts(Board board, Operations operations, Releases releases, Succession succession, Clock clock) {
        this.board = board;
        this.operations = operations;
        this.releases = releases;
        this.succession = succession;
        this.clock = clock;
    }

    /** A way back that begins with a new start. */
    private record Due(ReleaseId back, Live left, Failure why) {}

    /** The live generation runs, and will not do: {@code why}, which continues "release ... was taken back, 2s after it went live: ". */
    void failed(long number, Failure why) {
        Generations now = board.now();
        Optional<Live> live = now.onProbation(number);
        if (live.isEmpty()) {
            return;
        }
        ReleaseId back = requireNonNull(live.get().probation()).back();
        HandOver way = releases.handOver(back);
        if (now.failed(number, way).next().equals(now)) {
            board.log("generation " + number + " has failed, but another is about to take its place: " + why.message());
            return;
        }
        begin(live.get(), why);
        board.apply(g -> g.failed(number, way));
    }

    /** The live generation's process has ended; to be called before the state knows it. Does nothing for one that had nothing to prove. */
    void ended(long number, Failure why) {
        board.now().onProbation(number).ifPresent(live -> begin(live, why));
    }

    /** Returns the way back that a new start of {@code release} belongs to, once. */
    Optional<Operation> due(long number, ReleaseId release) {
        Due now = due;
        due = null;
        return Optional.ofNullable(now)
                .filter(d -> d.back().equals(release))
                .map(d -> revert(Goes.launching(number, release, d.left().release()), d.why()));
    }

    /** Something serves, or nothing is to: a way back that has not begun yet never does. */
    void observe(Generations now) {
        if (now.live().isPresent() || !now.goal().running()) {
            due = null;
        }
    }

    private void begin(Live live, Failure why) {
        callOff(live);
        board.passed("revert-decided");
        Failure told = explain(live, why);
        board.log(told.message());
        succession.failed(live.release(), why.message());
        operations.takenBack(live.number(), told);
        ReleaseId back = requireNonNull(live.probation()).back();
        Generations now = board.now();
        boolean alive = board.process(live.number()).isPresent();
        Optional<Generation> warm = now.fallback();
        if (now.incoming().filter(m -> isReplacing(m, live)).isPresent()) {
            return;
        }
        if (warm.isPresent()) {
            long number = warm.get().number();
            operations.begin(revert(Goes.backTo(number, back, live.release(), board.nanos()), told));
        } else if (alive) {
            operations.begin(revert(Goes.launching(now.lastNumber() + 1, back, live.release()), told));
        } else {
            due = new Due(back, live, told);
        }
    }

    /** Tells whether it serves in a moment, or is a start of the very release that the way back would begin with. */
    private boolean isReplacing(Generation incoming, Live live) {
        ReleaseId back = requireNonNull(live.probation()).back();
        return !(incoming instanceof Generation.Candidate)
                || (incoming.release().equals(back) && board.now().fallback().isEmpty());
    }

    private Operation revert(Goes goes, Failure why) {
        return Operation.revert(goes, why, clock.instant());
    }

    /** A push of something newer gives way: users wait, or get errors, now. */
    private void callOff(Live live) {
        operations
                .holder()
                .filter(o -> board.now()
                        .find(o.number())
                        .filter(m -> !isReplacing(m, live))
                        .isPresent())
                .ifPresent(o -> {
                    operations.callOff("generation " + live.number() + ", which was live, has failed in its probation");
                    board.apply(now -> now.refused(o.number()));
                });
    }

    private Failure explain(Live live, Failure why) {
        Duration after = Duration.between(requireNonNull(live.probation()).since(), clock.instant())
                .truncatedTo(ChronoUnit.MILLIS);
        return new Failure(
                FailureCode.REVERTED,
                "release " + live.release() + " (generation " + live.number() + ") was taken back, "
                        + Durations.format(after.isNegative() ? Duration.ZERO : after) + " after it went live: "
                        + why.message(),
                null,
                why.hint(),
                why.evidence());
    }
}
