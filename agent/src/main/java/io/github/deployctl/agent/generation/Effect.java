package io.github.deployctl.agent.generation;

import io.github.deployctl.common.release.ReleaseId;
import java.time.Duration;

/** Something to be done because of a transition, in the order given and only after the new state is on disk. */
public sealed interface Effect {
    /** Carries itself out by calling the one method of {@code performer} that is meant. */
    void perform(Performer performer);

    /** Start a process; answer {@code ready}, {@code refused} or {@code exited}. */
    record Launch(long number, ReleaseId release) implements Effect {
        @Override
        public void perform(Performer performer) {
            performer.launch(number, release);
        }
    }

    /** Nothing is in its way any more; answer {@code admitted}. */
    record Admit(long number) implements Effect {
        @Override
        public void perform(Performer performer) {
            performer.admit(number);
        }
    }

    /** Give it the public listeners; answer {@code moved} or {@code moveFailed}. */
    record MoveTraffic(long number) implements Effect {
        @Override
        public void perform(Performer performer) {
            performer.moveTraffic(number);
        }
    }

    /** Take the public listeners from it, or have it leave them itself, and watch its connections; answer {@code drained} or {@code drainExpired}. */
    record Drain(long number) implements Effect {
        @Override
        public void perform(Performer performer) {
            performer.drain(number);
        }
    }

    /** Keep it for the standby time; answer {@code standbyExpired}. */
    record Park(long number) implements Effect {
        @Override
        public void perform(Performer performer) {
            performer.park(number);
        }
    }

    /** SIGTERM, and SIGKILL at the stop deadline; answer {@code exited}. */
    record Stop(long number) implements Effect {
        @Override
        public void perform(Performer performer) {
            performer.stop(number);
        }
    }

    /** Answer {@code retry} after the delay. */
    record RetryAfter(Duration delay) implements Effect {
        @Override
        public void perform(Performer performer) {
            performer.retryAfter(delay);
        }
    }

    /** Whoever carries effects out. No method waits for what it begins. */
    interface Performer {
        void launch(long number, ReleaseId release);

        void admit(long number);

        void moveTraffic(long number);

        void drain(long number);

        void park(long number);

        void stop(long number);

        void retryAfter(Duration delay);
    }
}
