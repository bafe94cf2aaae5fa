package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.adoption.Adopters;
import io.github.deployctl.agent.generation.Generation.Draining;
import io.github.deployctl.agent.generation.Generation.Promoted;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.release.Release;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.protocol.Event;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gives the public listeners to a generation, takes them away, and watches the connections of one that drains. For the owner thread; a drain is watched on a
 * thread of its own.
 */
final class Traffic {
    /** {@code adopter.timeout}: for an adopter to carry out a command. It takes milliseconds; a JVM in a long pause takes longer. */
    static final Duration ADOPTER_TIMEOUT = Duration.ofSeconds(5);

    private final Board board;
    private final Adopters adopters;
    private final Census census;
    private final Witness witness;
    private final Set<Long> lettingGo = new HashSet<>();

    Traffic(Board board, Adopters adopters, Census census, Witness witness) {
        this.board = board;
        this.adopters = adopters;
        this.census = census;
        this.witness = witness;
    }

    /** Hears what has been done, on the owner thread. */
    interface Witness {
        /** It accepts on the public listeners; it was told to at {@code begun}, a time of {@link Board#nanos}. */
        void moved(long number, long begun);

        /** It does not accept on them; {@code how} continues its name. */
        void notMoved(long number, String how);

        void draining(Event.Draining event);

        void drained(Event.Drained event);

        /** Returns what compares where generation {@code old} and the live one listen; it is run on the watching thread. */
        Supplier<List<String>> comparison(long old);

        void compared(long old, List<String> differences);
    }

    /** Tells whether a generation may still be accepting on listeners that it was told to leave; closing them now would fail its accepts. */
    boolean isLettingGo() {
        return !lettingGo.isEmpty();
    }

    void move(Promoted promoted) {
        long number = promoted.number();
        long begun = board.nanos();
        if (board.isParked()) {
            board.post(() -> parked(promoted, begun));
            return;
        }
        board.afterIfStill(
                promoted,
                ADOPTER_TIMEOUT,
                () -> notMoved(number, "did not take the listeners in 5s (deadline adopter.timeout)"));
        adopters.live(
                number,
                error -> board.post(() -> {
                    if (error != null) {
                        notMoved(number, "could not take the listeners: " + error);
                    } else {
                        witness.moved(number, begun);
                        board.apply(now -> now.moved(number, board.probation(number)));
                    }
                }));
    }

    /** It stays where it is, on its private listener, until whoever answers in its place does so no longer. */
    private void parked(Promoted promoted, long begun) {
        long number = promoted.number();
        if (board.now().find(number).filter(m -> m == promoted).isEmpty()) {
            return;
        }
        if (!board.isParked()) {
            move(promoted);
            return;
        }
        witness.moved(number, begun);
        board.apply(now -> now.moved(number, board.probation(number)));
    }

    private void notMoved(long number, String how) {
        board.log("generation " + number + " " + how);
        witness.notMoved(number, how);
        board.apply(now -> now.moveFailed(number));
    }

    void drain(Draining draining, Release release) {
        lettingGo.add(draining.number());
        board.afterIfStill(
                draining,
                ADOPTER_TIMEOUT,
                () -> letGo(draining, release, "no answer in 5s (deadline adopter.timeout)"));
        adopters.drain(draining.number(), error -> board.post(() -> letGo(draining, release, error)));
    }

    /** The process is gone: whatever was asked of it is moot. */
    void forget(long number) {
        lettingGo.remove(number);
    }

    private void letGo(Draining draining, Release release, @Nullable String error) {
        long number = draining.number();
        if (!lettingGo.remove(number)) {
            return;
        }
        board.passed("left");
        board.settle();
        if (error != null) {
            board.log("generation " + number + " did not leave the listeners: " + error + "; it is ended");
            board.apply(now -> now.drainExpired(number));
            return;
        }
        board.process(number).ifPresent(process -> watch(draining, process.serving(), release));
    }

    private void watch(Draining draining, ProcessId process, Release release) {
        Set<Integer> ports = release.declaration().listeners().values().stream()
                .map(ListenAddress::port)
                .collect(Collectors.toUnmodifiableSet());
        Duration timeout = release.declaration().deadlines().drain();
        Supplier<List<String>> comparison = witness.comparison(draining.number());
        DrainWatch.Report report = new DrainWatch.Report() {
            @Override
            public void draining(Event.Draining event) {
                List<String> differences = comparison.get();
                board.post(() -> {
                    witness.draining(event);
                    witness.compared(event.generation(), differences);
                });
            }

            @Override
            public void drained(Event.Drained event) {
                board.post(() -> end(event));
            }

            @Override
            public boolean isStillDraining() {
                return board.now()
                        .find(draining.number())
                        .filter(m -> m == draining)
                        .isPresent();
            }
        };
        new DrainWatch(new DrainWatch.Watched(draining.number(), process, ports, timeout), census, report).start();
    }

    private void end(Event.Drained event) {
        witness.drained(event);
        if (event.cut() == 0) {
            board.apply(now -> now.drained(event.generation()));
        } else {
            board.log("generation " + event.generation() + " still had " + event.cut()
                    + " connections at the deadline drain.timeout; it is ended");
            board.apply(now -> now.drainExpired(event.generation()));
        }
    }
}
