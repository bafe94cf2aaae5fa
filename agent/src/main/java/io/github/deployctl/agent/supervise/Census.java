package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.os.Connection;
import io.github.deployctl.agent.os.Connections;
import io.github.deployctl.agent.os.Host;
import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.agent.os.ProcessId;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Tells the connections in flight from the idle ones, from outside. A request that is being handled, however slowly, is in flight; a connection that is kept
 * open for the next request, or was made ahead of the first, is not. Where the kernel does not tell, every connection counts as in flight. Thread-safe.
 */
final class Census {
    /**
     * A connection without traffic for so long, in milliseconds, and without a request that waits for its response, is idle. Longer than the delayed
     * acknowledgements and first retransmissions of TCP (40 ms to 1 s), and than most senders pause between two pieces of a body.
     */
    static final long IDLE_MILLIS = 2_000;

    /** The most that a connection is given where what is seen may as well be a slow request. */
    static final long PATIENT_MILLIS = 10_000;

    private final Host host;
    private final Connections connections;
    private final Consumer<String> log;
    private final AtomicBoolean refused = new AtomicBoolean();

    Census(Host host, Connections connections, Consumer<String> log) {
        this.host = host;
        this.connections = connections;
        this.log = log;
    }

    /** How many there are of each kind. */
    record Count(int inFlight, int idle) {
        int all() {
            return inFlight + idle;
        }
    }

    Count count(ProcessId process, Set<Integer> ports) {
        if (!refused.get()) {
            try {
                int idle = 0;
                int inFlight = 0;
                for (Connection connection : connections.of(process, ports)) {
                    if (isInFlight(connection)) {
                        inFlight++;
                    } else {
                        idle++;
                    }
                }
                return new Count(inFlight, idle);
            } catch (OsException e) {
                if (refused.compareAndSet(false, true)) {
                    log.accept("idle connections cannot be told from busy ones here, so a drain waits for all of them ("
                            + e.getMessage() + ")");
                }
            }
        }
        return new Count(host.connections(process, ports), 0);
    }

    static boolean isInFlight(Connection connection) {
        long quiet = Math.min(connection.sent(), connection.received());
        if (connection.queued() > 0 || quiet < IDLE_MILLIS) {
            return true;
        }
        if (connection.segments() == 0) {
            return false;
        }
        long sentAfter = connection.received() - connection.sent();
        if (sentAfter != 0) {
            // A response that has been coming for some time may pause for as long again, between two pieces.
            return sentAfter < 0 || quiet < Math.min(2 * sentAfter, PATIENT_MILLIS);
        }
        // A request and a response within one tick of the clock. A lone acknowledgement after them is that of the
        // response: one that came with a request would have the request's time. And the first segment of all was the
        // request that was answered.
        boolean answered = connection.acknowledged() < connection.received() || connection.segments() == 1;
        return !answered && quiet < PATIENT_MILLIS;
    }
}
