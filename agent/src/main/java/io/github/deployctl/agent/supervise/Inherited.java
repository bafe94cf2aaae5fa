package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.generation.Generation.Draining;
import io.github.deployctl.agent.generation.Generation.Promoted;
import io.github.deployctl.agent.os.Host;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.release.Release;
import io.github.deployctl.agent.state.RunningProcess;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.protocol.Event;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The traffic of generations that have inherited the public listeners and accept on them from their start. Such a one is live by the agent's decision alone;
 * it leaves by SIGTERM, upon which the app itself stops to accept, finishes what it has begun and ends. For the owner thread.
 */
final class Inherited {
    private final Board board;
    private final Host host;
    private final Endings endings;
    private final Traffic.Witness witness;
    private final Map<Long, Leaving> leaving = new HashMap<>();

    Inherited(Board board, Host host, Endings endings, Traffic.Witness witness) {
        this.board = board;
        this.host = host;
        this.endings = endings;
        this.witness = witness;
    }

    private record Leaving(ProcessId process, Set<Integer> ports, int connections, long since) {}

    /** Tells whether one that was told to leave may still be accepting; closing the listeners now would fail its accepts. */
    boolean isLettingGo() {
        return !leaving.isEmpty();
    }

    /** Nothing is to be moved: new connections go to whichever generation accepts first until the old one has left. */
    void move(Promoted promoted) {
        long number = promoted.number();
        long begun = board.nanos();
        board.post(() -> {
            if (board.now().find(number).filter(m -> m == promoted).isPresent()) {
                witness.moved(number, begun);
                board.apply(now -> now.moved(number, board.probation(number)));
            }
        });
    }

    /** Has it leave. Its exit, which ends the drain, is noticed as any exit is; after {@code drain.timeout} it is told once more, with a deadline. */
    void drain(Draining draining, RunningProcess process, Release release) {
        long number = draining.number();
        Set<Integer> ports = release.declaration().listeners().values().stream()
                .map(ListenAddress::port)
                .collect(Collectors.toUnmodifiableSet());
        ProcessId id = process.process();
        int connections = host.connections(id, ports);
        leaving.put(number, new Leaving(id, ports, connections, board.nanos()));
        witness.draining(new Event.Draining(number, connections));
        board.afterIfStill(draining, release.declaration().deadlines().drain(), () -> {
            board.log("generation " + number + " has not ended since its SIGTERM (deadline drain.timeout)");
            report(number, host.connections(id, ports));
            board.apply(now -> now.drainExpired(number));
        });
        // An agent that takes over in the middle of this sends it again: there is no telling whether it was sent.
        endings.ask(process);
    }

    /** The process is gone, and with it whatever it had not finished; of that it alone could tell. */
    void forget(long number) {
        report(number, 0);
    }

    private void report(long number, int cut) {
        Leaving left = leaving.remove(number);
        if (left != null) {
            long millis = Duration.ofNanos(board.nanos() - left.since()).toMillis();
            witness.drained(new Event.Drained(number, Math.max(left.connections(), cut), cut, millis));
        }
    }
}
