package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.generation.Generations;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.HistoryEntry;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Timings;
import io.github.deployctl.common.release.ReleaseId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The requests under way and what has become of them. One holds the lock until the traffic has moved or it has failed; after that it only waits for the old
 * generation's drain, and the next may begin. One that has ended the old generation and then failed is answered when it is known whether the old release
 * serves again. For the owner thread.
 */
final class Operations {
    private final Ledger ledger;
    private final Clock clock;
    private final List<Operation> finishing = new ArrayList<>();
    private final Comebacks comebacks = new Comebacks(this::failed);
    private final Comebacks leavings =
            new Comebacks((left, why) -> left.order().sink().reply(new Reply.Failed(why)));
    private final Onlookers onlookers = new Onlookers();
    private final List<Stop> stops = new ArrayList<>();
    private @Nullable Operation holder;
    private @Nullable Failure reason;
    private boolean recoveryFails;

    Operations(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    void begin(Operation operation) {
        if (!operation.isRecovery()) {
            comebacks.end("nothing serves; a " + operation.order().name() + " by "
                    + operation.order().by() + " is under way");
        }
        holder = operation;
        reason = null;
    }

    /** A stop is answered when the last process has ended. */
    void begin(Operation.Order order, @Nullable ReleaseId served) {
        stops.add(new Stop(order, served));
    }

    Onlookers onlookers() {
        return onlookers;
    }

    Optional<Operation> holder() {
        return Optional.ofNullable(holder);
    }

    /** Returns who has asked for a stop that is not through yet. */
    Optional<Operation.Order> stopping() {
        return stops.stream().map(Stop::order).findFirst();
    }

    Optional<Operation> of(long number) {
        return holder().filter(operation -> operation.number() == number);
    }

    /** Notes why generation {@code number} is going to fail, if somebody waits for it. The first reason is the cause, the rest follows from it. */
    void blame(long number, Failure why) {
        if (reason == null && of(number).isPresent()) {
            reason = why;
        }
    }

    /** Notes that whatever holds the lock is not going to be done, and why. */
    void callOff(String why) {
        holder().ifPresent(operation -> blame(
                operation.number(),
                Failure.of(FailureCode.NOT_DEPLOYED, "the " + operation.order().name() + " was called off: " + why)));
    }

    /** Generation {@code number} is left for what is wrong with it: whoever still waits for the end of its deploy hears so when something else serves. */
    void takenBack(long number, Failure why) {
        List<Operation> left =
                finishing.stream().filter(o -> o.number() == number).toList();
        finishing.removeAll(left);
        left.forEach(operation -> leavings.await(operation, why));
        onlookers.takenBack(number, why);
    }

    void draining(Event.Draining event) {
        waitingFor(event.generation()).forEach(o -> o.tell(event));
    }

    /** Tells something to whoever waits for the drain of generation {@code old}. */
    void note(long old, String text) {
        finishing.stream().filter(o -> o.oldNumber() == old).forEach(o -> o.tell(new Event.Note(text)));
    }

    void drained(Event.Drained event) {
        waitingFor(event.generation()).forEach(operation -> {
            operation.drained(event);
            operation.tell(event);
        });
    }

    private List<Operation> waitingFor(long draining) {
        return Stream.concat(holder().stream(), finishing.stream())
                .filter(operation -> operation.oldNumber() == draining)
                .toList();
    }

    /** Sees to it that whoever waits hears of what {@code now} means for them. */
    void observe(Generations now) {
        Operation operation = holder;
        if (operation != null) {
            Optional<Generation> member = now.find(operation.number());
            if (member.filter(Generation.Live.class::isInstance).isPresent()) {
                holder = null;
                recoveryFails = false;
                operation.noted(ledger.record(operation.entry(clock.instant(), null)));
                finishing.add(operation);
            } else if (member.filter(m -> m.equals(now.incoming().orElse(null))).isEmpty()) {
                holder = null;
                fail(operation, now);
            }
        }
        comebacks.observe(now);
        leavings.observe(now);
        onlookers.observe(now);
        List<Operation> ended = finishing.stream()
                .filter(o -> !isDraining(now, o.oldNumber()) && o.isSettled())
                .toList();
        finishing.removeAll(ended);
        ended.forEach(o -> {
            o.conclude();
            o.completion().ifPresent(ledger::complete);
            o.answer();
        });
        if (now.members().isEmpty()) {
            stops.forEach(this::stopped);
            stops.clear();
        }
    }

    /** A generation has ended by itself; if it was the live one, that is worth a line in the history. */
    void died(Generation generation, Failure why) {
        if (generation instanceof Generation.Live) {
            ledger.record(new HistoryEntry(
                    clock.instant(),
                    "crash",
                    "agent",
                    generation.release(),
                    generation.release(),
                    Timings.NONE,
                    why.serving("connections wait until a generation serves again")));
        }
    }

    /** Writes down what the agent has done by itself that changes nothing of what serves. */
    void recordByAgent(String what, Generations now, String reason) {
        ReleaseId live = now.live().map(Generation::release).orElse(null);
        ledger.record(new HistoryEntry(clock.instant(), what, "agent", live, live, Timings.NONE, null, reason, null));
    }

    private void stopped(Stop stop) {
        Operation.Order order = stop.order();
        Instant now = clock.instant();
        ledger.record(new HistoryEntry(now, order.name(), order.by(), null, stop.served(), Timings.NONE, null)
                .took(Duration.between(order.since(), now).toMillis()));
        order.sink().reply(new Reply.Stopped(stop.served()));
    }

    private void fail(Operation operation, Generations now) {
        Failure why = reason == null
                ? Failure.of(
                        FailureCode.NOT_DEPLOYED, "candidate " + operation.number() + " was ended before it was live")
                : reason;
        if (operation.leavesBad()) {
            leavings.end(serving(now));
        }
        if (operation.isRecovery()) {
            // It is repeated until it works, which nobody is kept waiting for; the first of a row says why.
            comebacks.end(serving(now));
            if (!recoveryFails) {
                ledger.record(operation.entry(clock.instant(), why.serving(serving(now))));
            }
            recoveryFails = true;
        } else if (operation.hasMadeRoom() && now.goal().running()) {
            comebacks.await(operation, why);
        } else {
            failed(operation, why.serving(serving(now)));
        }
    }

    private void failed(Operation operation, Failure failure) {
        ledger.record(operation.entry(clock.instant(), failure));
        operation.order().sink().reply(new Reply.Failed(failure));
    }

    /** Returns what serves, as a failure says it. */
    static String serving(Generations now) {
        return now.live()
                .map(live -> "generation " + live.number() + " (" + live.release() + ") still serves")
                .orElse(
                        now.goal().running()
                                ? "nothing serves; the agent keeps trying to start "
                                        + now.goal()
                                                .release()
                                                .map(Object::toString)
                                                .orElse("it")
                                : "nothing serves; the app is stopped");
    }

    private static boolean isDraining(Generations now, long number) {
        return now.find(number).filter(Generation.Draining.class::isInstance).isPresent();
    }

    private record Stop(Operation.Order order, @Nullable ReleaseId served) {}
}
