package io.github.deployctl.agent.generation;

import io.github.deployctl.common.config.HandOver;
import io.github.deployctl.common.release.ReleaseId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One launched process of a release, in the state it is in. A state holds the transitions that may leave it, so one that must not happen does not compile.
 *
 * <pre>
 * Waiting --place is free--+
 *                          v
 * Candidate --ready--> Promoted --moved--> Live --another moved--> Draining --drained--> Standby
 *     |                   ^  |                                        |  |                |  |
 *     |                   |  +--- move failed ---> Stopping <---------+--|----------------+  |
 *     +--- refused ----------------------------------^                   |                   |
 *                         +------- roll back, or Live has failed in its probation ----------+
 * </pre>
 *
 * A Live one may be on {@link Probation}: then its exit or its failure makes the one before it Promoted again, or starts that release anew.
 *
 * Every state but Waiting, which has no process yet, ends when its process has exited. Numbers are never used twice.
 */
public sealed interface Generation {
    long number();

    ReleaseId release();

    /** Returns how its release takes the place of another. */
    HandOver handOver();

    /** Returns the state's name, as {@code state.json} stores it and {@code status} shows it. */
    Role role();

    /** The states by name. */
    enum Role {
        WAITING,
        CANDIDATE,
        PROMOTED,
        LIVE,
        DRAINING,
        STANDBY,
        STOPPING
    }

    /**
     * Wanted, and not to be started before every other process of the app has ended.
     *
     * @param recovery as of a {@link Candidate}
     */
    record Waiting(long number, ReleaseId release, HandOver handOver, boolean recovery) implements Generation {
        @Override
        public Role role() {
            return Role.WAITING;
        }

        Candidate admit() {
            return new Candidate(number, release, handOver, recovery);
        }
    }

    /**
     * Started, and not yet known to be fit to serve. It holds no public listener, so it cannot harm the live one.
     *
     * @param recovery whether the agent started it by itself after a crash; such a one gives way to a push
     */
    record Candidate(long number, ReleaseId release, HandOver handOver, boolean recovery) implements Generation {
        @Override
        public Role role() {
            return Role.CANDIDATE;
        }

        Promoted promote() {
            return new Promoted(number, release, handOver);
        }

        Stopping stop() {
            return new Stopping(number, release, handOver);
        }
    }

    /** The decision for it is on disk; it is being given the public listeners. */
    record Promoted(long number, ReleaseId release, HandOver handOver) implements Generation {
        @Override
        public Role role() {
            return Role.PROMOTED;
        }

        Live goLive(@Nullable Probation probation) {
            return new Live(number, release, handOver, probation);
        }

        Draining drain() {
            return new Draining(number, release, handOver);
        }

        Stopping stop() {
            return new Stopping(number, release, handOver);
        }
    }

    /**
     * Accepts on the public listeners.
     *
     * @param probation in which it has to prove itself, or null when it need not, or has
     */
    record Live(
            long number,
            ReleaseId release,
            HandOver handOver,
            @Nullable Probation probation) implements Generation {
        /** One that has nothing to prove. */
        public Live(long number, ReleaseId release, HandOver handOver) {
            this(number, release, handOver, null);
        }

        @Override
        public Role role() {
            return Role.LIVE;
        }

        Live with(@Nullable Probation next) {
            return new Live(number, release, handOver, next);
        }

        /** Returns one whose probation began at {@code since}, if it is on any. */
        Live onProbation(Instant since) {
            return probation == null ? this : with(probation.since(since));
        }

        Draining drain() {
            return new Draining(number, release, handOver);
        }
    }

    /** Accepts nothing new and finishes what it has begun. */
    record Draining(long number, ReleaseId release, HandOver handOver) implements Generation {
        @Override
        public Role role() {
            return Role.DRAINING;
        }

        Promoted promote() {
            return new Promoted(number, release, handOver);
        }

        Standby park() {
            return new Standby(number, release, handOver);
        }

        Stopping stop() {
            return new Stopping(number, release, handOver);
        }
    }

    /** Warm, idle, and one dup2 away from serving again. */
    record Standby(long number, ReleaseId release, HandOver handOver) implements Generation {
        @Override
        public Role role() {
            return Role.STANDBY;
        }

        Promoted promote() {
            return new Promoted(number, release, handOver);
        }

        Stopping stop() {
            return new Stopping(number, release, handOver);
        }
    }

    /** Told to end. */
    record Stopping(long number, ReleaseId release, HandOver handOver) implements Generation {
        @Override
        public Role role() {
            return Role.STOPPING;
        }
    }
}
