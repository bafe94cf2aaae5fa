package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.proof.Window;
import io.github.deployctl.agent.state.BadRelease;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.HistoryEntry;
import io.github.deployctl.common.protocol.Proof;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Timings;
import io.github.deployctl.common.release.ReleaseId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A hand-over that somebody, or the agent itself after a crash, has asked for, from the launch until the old generation is drained. For the owner thread.
 */
final class Operation {
    static final String ROLLBACK = "rollback";
    private static final String RECOVERY = "recovery";
    static final String REVERT = "revert";

    private static final Sink NOBODY = new Sink() {
        @Override
        public void event(Event event) {}

        @Override
        public void reply(Reply reply) {}
    };

    private final Order order;
    private final long number;
    private final ReleaseId release;
    private final @Nullable ReleaseId previous;
    private final Way way;
    private Timings timings = Timings.NONE;
    private long oldNumber;
    private boolean madeRoom;
    private @Nullable String reason;
    private @Nullable Failure cause;
    private @Nullable HistoryEntry noted;
    private @Nullable Window window;
    private @Nullable Proof proof;

    Operation(Order order, Goes goes) {
        this.order = order;
        this.number = goes.number;
        this.release = goes.release;
        this.previous = goes.previous;
        this.way = goes.way;
    }

    /**
     * What was asked.
     *
     * @param name {@code push}, {@code rollback}, {@code restart}, {@code start}, {@code stop}, {@code recovery} or {@code revert}
     * @param asker who asked, from where
     */
    record Order(String name, Asker asker, Instant since, Sink sink) {
        String by() {
            return asker.by();
        }

        /** Returns who holds the lock, for whoever is refused. */
        String describe() {
            return "a " + name + " by " + by() + " since " + since;
        }
    }

    /**
     * Where it goes.
     *
     * @param previous that serves while it begins, or null
     */
    record Goes(long number, ReleaseId release, @Nullable ReleaseId previous, Way way) {
        static Goes launching(long number, ReleaseId release, @Nullable ReleaseId previous) {
            return new Goes(number, release, previous, new Way(false, 0));
        }

        static Goes backTo(long number, ReleaseId release, @Nullable ReleaseId previous, long nanos) {
            return new Goes(number, release, previous, new Way(true, nanos));
        }
    }

    /**
     * How it gets there.
     *
     * @param fromStandby whether the generation is warm already
     * @param nanos when the request for a warm one was taken up
     */
    record Way(boolean fromStandby, long nanos) {}

    /** The agent's own new start after a crash. It is repeated until it works, so of a row of failures only the first is worth a line in the history. */
    static Operation recovery(Goes goes, Instant since) {
        return new Operation(new Order(RECOVERY, Asker.local("agent"), since, NOBODY), goes);
    }

    /** The agent's own way back from a release that has failed: {@code why} is evidence of that, not of this operation. */
    static Operation revert(Goes goes, Failure why, Instant since) {
        Operation operation = new Operation(new Order(REVERT, Asker.local(BadRelease.AGENT), since, NOBODY), goes);
        operation.reason = why.message();
        operation.cause = why;
        return operation;
    }

    boolean isRecovery() {
        return order.name().equals(RECOVERY);
    }

    boolean isRollback() {
        return order.name().equals(ROLLBACK);
    }

    /** Returns whether it leaves what serves now as bad. */
    boolean leavesBad() {
        return isRollback() || cause != null;
    }

    /** Notes why it was asked for. */
    void because(@Nullable String said) {
        reason = said;
    }

    /** Returns why it was asked for, as a sentence says it. */
    String reason() {
        return reason == null ? "rolled back by " + order.by() : reason;
    }

    Order order() {
        return order;
    }

    long number() {
        return number;
    }

    ReleaseId release() {
        return release;
    }

    Optional<ReleaseId> previous() {
        return Optional.ofNullable(previous);
    }

    /** Returns the generation that drains because of it, now or before it was live itself, or 0. */
    long oldNumber() {
        return oldNumber;
    }

    void tell(Event event) {
        order.sink().event(event);
    }

    /** Notes which generation is ended before the new one is started. */
    void makesRoom(long leaving) {
        oldNumber = leaving;
        madeRoom = true;
    }

    boolean hasMadeRoom() {
        return madeRoom;
    }

    void ready(long millis) {
        timings = new Timings(millis, 0, timings.drainMillis(), timings.connections(), timings.cut());
    }

    /** Returns since when the move counts: for a warm generation there is nothing before it, so from the request on. */
    long moveSince(long begun) {
        return way.fromStandby() ? way.nanos() : begun;
    }

    /** {@code drainingNow} is 0 when nothing served any more. */
    void moved(long millis, long drainingNow) {
        timings =
                new Timings(timings.readyMillis(), millis, timings.drainMillis(), timings.connections(), timings.cut());
        oldNumber = drainingNow == 0 ? oldNumber : drainingNow;
    }

    void drained(Event.Drained drained) {
        timings = new Timings(
                timings.readyMillis(), timings.moveMillis(), drained.millis(), drained.connections(), drained.cut());
    }

    void watched(Window begun) {
        window = begun;
    }

    /** Returns what looks at the listeners meanwhile, or null when nothing does. */
    @Nullable
    Window window() {
        return window;
    }

    /** Tells whether nobody waits to be accepted that it has kept waiting. */
    boolean isSettled() {
        return window == null || window.isSettled();
    }

    /** Returns what was seen of the listeners, which are looked at no longer. */
    @Nullable
    Proof conclude() {
        if (window != null) {
            proof = window.close();
        }
        return proof;
    }

    /** Answers whoever has asked for it: it is done. */
    void answer() {
        Proof seen = conclude();
        if (seen != null) {
            seen.findings().forEach(finding -> tell(new Event.Note(finding)));
        }
        order.sink().reply(new Reply.Deployed(release, previous, number, true, way.fromStandby(), timings, seen));
    }

    /** What is to be written down; with the proof where the drain is over, or there is none to come. */
    HistoryEntry entry(Instant at, @Nullable Failure failure) {
        Proof seen = failure == null ? proof : conclude();
        Failure told = failure == null ? cause : failure;
        return new HistoryEntry(at, order.name(), order.by(), release, previous, timings, seen, reason, told)
                .took(Duration.between(order.since(), at).toMillis());
    }

    /** Keeps what the history says of it. */
    void noted(HistoryEntry entry) {
        noted = entry;
    }

    /** Returns what the history should say of it now that it is over, if that is more than what it says. */
    Optional<HistoryEntry> completion() {
        HistoryEntry first = noted;
        if (first == null || first.id() == 0) {
            return Optional.empty();
        }
        HistoryEntry now = entry(first.at(), null).numbered(first.id());
        return Optional.of(now).filter(entry -> !entry.equals(first));
    }
}
