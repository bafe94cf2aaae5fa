package io.github.deployctl.common.protocol;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.release.ReleaseId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens while a request is carried out. A client may ignore any of them; the {@link Reply} alone decides. */
public sealed interface Event {
    /** The candidate's process was started. */
    record Launched(long generation, ReleaseId release, long pid) implements Event {
        public Launched {
            requireNonNull(release, "release");
        }
    }

    /**
     * The candidate holds every declared listener.
     *
     * @param millis since the launch
     */
    record Bound(long generation, long millis) implements Event {}

    /**
     * The candidate passed its readiness check.
     *
     * @param millis since the launch
     */
    record Ready(long generation, long millis) implements Event {}

    /**
     * The candidate was asked to warm it up.
     *
     * @param requests it was sent
     * @param wanted more than {@code requests} when {@code ready.timeout} left no time for all of them
     * @param millis it took
     */
    record Warmed(long generation, int requests, int wanted, long millis) implements Event {}

    /**
     * The traffic has moved.
     *
     * @param millis as in {@link Timings#moveMillis}
     */
    record Live(long generation, long millis) implements Event {}

    /**
     * The new generation has to prove itself from now on.
     *
     * @param back the release that is gone back to if it fails
     * @param millis for which its end or a failed probe takes the traffic back; 0 for not at all
     * @param confirmMillis within which somebody must confirm it, or null when nobody needs to
     */
    record OnProbation(
            long generation,
            ReleaseId back,
            long millis,
            @Nullable Long confirmMillis) implements Event {
        public OnProbation {
            requireNonNull(back, "back");
        }
    }

    /** The old generation finishes what it has begun. */
    record Draining(long generation, int connections) implements Event {}

    /**
     * The old generation has nothing in flight any more, or {@code drain.timeout} has passed.
     *
     * @param connections it had when the drain began
     * @param cut connections that were still in flight at the deadline
     * @param millis the drain took
     * @param idle connections that were left open, since nothing was in flight on them
     */
    record Drained(long generation, int connections, int cut, long millis, int idle) implements Event {
        /** One that left none open. */
        public Drained(long generation, int connections, int cut, long millis) {
            this(generation, connections, cut, millis, 0);
        }
    }

    /** Something a person should know. */
    record Note(String text) implements Event {
        public Note {
            requireNonNull(text, "text");
        }
    }

    /** A hook on the host printed this line. */
    record HookPrinted(String hook, String line) implements Event {
        public HookPrinted {
            requireNonNull(hook, "hook");
            requireNonNull(line, "line");
        }
    }

    /** The next piece of an artifact's index, in Base64 (RFC 4648). */
    record Described(String piece) implements Event {
        public Described {
            requireNonNull(piece, "piece");
        }
    }

    /** So many of the bytes of an artifact that the agent fetches are there. */
    record Fetched(long bytes, long total) implements Event {}

    /**
     * A generation printed these lines. They are as it wrote them, so they may hold commands to a terminal.
     *
     * @param byMillis when the last of them was printed at the latest, in milliseconds since the epoch by the host's clock; null from an agent that does not say
     */
    record Logged(
            long generation, List<String> lines, @Nullable Long byMillis) implements Event {
        public Logged {
            lines = List.copyOf(lines);
        }
    }

    /**
     * A command that was run printed this.
     *
     * @param error whether to its standard error
     * @param piece in Base64 (RFC 4648), since it may be anything
     */
    record Printed(boolean error, String piece) implements Event {
        public Printed {
            requireNonNull(piece, "piece");
        }
    }
}
