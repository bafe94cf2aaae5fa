package io.github.deployctl.agent.generation;

import io.github.deployctl.common.release.ReleaseId;

/**
 * One launched process of a release, in the state it is in. A state holds the transitions that may leave it, so one that must not happen does not compile.
 *
 * <pre>
 * Candidate --ready--> Promoted --moved--> Live --another moved--> Draining --drained--> Standby
 *     |                   ^  |                                        |  |                |  |
 *     |                   |  +--- move failed ---> Stopping <---------+--|----------------+  |
 *     +--- refused ----------------------------------^                   |                   |
 *                         +------------------- roll back ----------------+-------------------+
 * </pre>
 *
 * Every state ends when its process has exited. Numbers are never used twice.
 */
public sealed interface Generation {
    long number();

    ReleaseId release();

    /** Returns the state's name, as {@code state.json} stores it and {@code status} shows it. */
    Role role();

    /** The states by name. */
    enum Role {
        CANDIDATE,
        PROMOTED,
        LIVE,
        DRAINING,
        STANDBY,
        STOPPING
    }

    /**
     * Started, and not yet known to be fit to serve. It holds no public listener, so it cannot harm the live one.
     *
     * @param recovery whether the agent started it by itself after a crash; such a one gives way to a push
     */
    record Candidate(long number, ReleaseId release, boolean recovery) implements Generation {
        @Override
        public Role role() {
            return Role.CANDIDATE;
        }

        Promoted promote() {
            return new Promoted(number, release);
        }

        Stopping stop() {
            return new Stopping(number, release);
        }
    }

    /** The decision for it is on disk; it is being given the public listeners. */
    record Promoted(long number, ReleaseId release) implements Generation {
        @Override
        public Role role() {
            return Role.PROMOTED;
        }

        Live goLive() {
            return new Live(number, release);
        }

        Draining drain() {
            return new Draining(number, release);
        }

        Stopping stop() {
            return new Stopping(number, release);
        }
    }

    /** Accepts on the public listeners. */
    record Live(long number, ReleaseId release) implements Generation {
        @Override
        public Role role() {
            return Role.LIVE;
        }

        Draining drain() {
            return new Draining(number, release);
        }
    }

    /** Accepts nothing new and finishes what it has begun. */
    record Draining(long number, ReleaseId release) implements Generation {
        @Override
        public Role role() {
            return Role.DRAINING;
        }

        Promoted promote() {
            return new Promoted(number, release);
        }

        Standby park() {
            return new Standby(number, release);
        }

        Stopping stop() {
            return new Stopping(number, release);
        }
    }

    /** Warm, idle, and one dup2 away from serving again. */
    record Standby(long number, ReleaseId release) implements Generation {
        @Override
        public Role role() {
            return Role.STANDBY;
        }

        Promoted promote() {
            return new Promoted(number, release);
        }

        Stopping stop() {
            return new Stopping(number, release);
        }
    }

    /** Told to end. */
    record Stopping(long number, ReleaseId release) implements Generation {
        @Override
        public Role role() {
            return Role.STOPPING;
        }
    }
}
