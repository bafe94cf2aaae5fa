package io.github.deployctl.cli.remote;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Ends a blocking wait at its deadline by closing what it waits on, which is done by a thread of its own. Once rung it stays rung, so that whoever gets
 * the IOException can tell why. Thread-safe.
 */
public final class Alarm implements AutoCloseable {
    private final Runnable ring;
    private volatile boolean rung;
    private boolean closed;
    private CompletableFuture<Void> pending = new CompletableFuture<>();

    private Alarm(Runnable ring) {
        this.ring = ring;
    }

    /** Starts the clock; {@code ring} must not block for long and may run at the same time as {@link #close}. */
    public static Alarm set(Deadline deadline, Runnable ring) {
        Alarm alarm = new Alarm(ring);
        alarm.reset(deadline);
        return alarm;
    }

    /** Starts the clock again, for a wait that has made progress. */
    public synchronized void reset(Deadline deadline) {
        if (closed) {
            return;
        }
        pending.complete(null);
        CompletableFuture<Void> next =
                new CompletableFuture<Void>().orTimeout(deadline.limit().toMillis(), TimeUnit.MILLISECONDS);
        pending = next;
        var unused = next.whenCompleteAsync((done, late) -> {
            if (late != null) {
                rung = true;
                ring.run();
            }
        });
    }

    public boolean hasRung() {
        return rung;
    }

    @Override
    public synchronized void close() {
        closed = true;
        pending.complete(null);
    }
}
