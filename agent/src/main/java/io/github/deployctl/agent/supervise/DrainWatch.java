package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.common.protocol.Event;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Watches a generation that was told to leave the listeners until it has no connection in flight on the app's ports, or {@code drain.timeout} has passed. Idle
 * connections may stay: they are answered until the process ends. Looks from outside, so the app takes no part in it.
 */
final class DrainWatch implements Runnable {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    /** So many times as long as a look takes is the pause before the next, so that thousands of connections do not cost a processor. */
    private static final int PAUSE_PER_LOOK = 9;
    /** An accept(2) that was under way when the listener was taken away can still return a connection; it is there by the second look. */
    private static final int QUIET_LOOKS = 2;

    private final Watched watched;
    private final Census census;
    private final Report report;
    private long pause = PAUSE_NANOS;

    DrainWatch(Watched watched, Census census, Report report) {
        this.watched = watched;
        this.census = census;
        this.report = report;
    }

    /** Who is watched, and for how long. */
    record Watched(long number, ProcessId process, Set<Integer> ports, Duration timeout) {}

    /** Hears of it, on the watching thread. */
    interface Report {
        void draining(Event.Draining event);

        /** Called at most once, last. */
        void drained(Event.Drained event);

        /** Tells whether the end of the drain still matters; a rollback or an exit ends it early. */
        boolean isStillDraining();
    }

    void start() {
        Thread thread = new Thread(this, "drain-" + watched.number());
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        long begun = System.nanoTime();
        Census.Count now = look();
        int most = now.all();
        int quietLooks = 0;
        report.draining(new Event.Draining(watched.number(), most));
        while (report.isStillDraining()) {
            quietLooks = now.inFlight() == 0 ? quietLooks + 1 : 0;
            boolean over = System.nanoTime() - begun >= watched.timeout().toNanos();
            if (quietLooks == QUIET_LOOKS || over) {
                long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
                report.drained(new Event.Drained(watched.number(), most, now.inFlight(), millis, now.idle()));
                return;
            }
            try {
                TimeUnit.NANOSECONDS.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            now = look();
            most = Math.max(most, now.all());
        }
    }

    private Census.Count look() {
        long begun = System.nanoTime();
        Census.Count count = census.count(watched.process(), watched.ports());
        pause = Math.max(PAUSE_NANOS, (System.nanoTime() - begun) * PAUSE_PER_LOOK);
        return count;
    }
}
