package io.github.deployctl.cli.remote;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Ends a blocking wait at its deadline by closing what it waits on, which is done by a thread of its own. Once rung it stays rung, so that whoever gets
 * the IOException can tell why. Thread-safe.
 */
public final class Alarm implements AutoCloseable {
    private static final Executor THREAD = OwnThread.named("alarm");

    private final Runnable ring;
    private final Executor thread;
    private volatile boolean rung;
    private boolean closed;
    private CompletableFuture<Void> pending = new CompletableFuture<>();

    private Alarm(Runnable ring, Executor thread) {
        this.ring = ring;
        this.thread = thread;
    }

    /** Starts the clock; {@code ring} must not block for long and may run at the same time as {@link #close}. */
    public static Alarm set(Deadline deadline, Runnable ring) {
        return set(deadline, ring, THREAD);
    }

    /** The same, rung by {@code thread}. */
    static Alarm set(Deadline deadline, Runnable ring, Executor thread) {
        Alarm alarm = new Alarm(ring, thread);
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
        // A thread is only there for one that rings: most of them are stopped, or set again with every progress.
        var unused = next.whenComplete((done, late) -> {
            if (late != null) {
                thread.execute(() -> ring(next));
            }
        });
    }

    /** Rings, unless somebody has stopped the clock or set it again before this thread came to run. */
    private void ring(CompletableFuture<Void> own) {
        synchronized (this) {
            if (closed || pending != own) {
                return;
            }
            rung = true;
        }
        ring.run();
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
