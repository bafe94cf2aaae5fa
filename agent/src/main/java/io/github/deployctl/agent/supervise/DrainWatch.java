package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.os.Host;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.common.protocol.Event;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Watches a generation that was told to leave the listeners until it has no connection on the app's ports, or {@code drain.timeout} has passed. Looks from
 * outside, at {@code /proc}, so the app takes no part in it.
 */
final class DrainWatch implements Runnable {
    private static final long PAUSE_MILLIS = 50;
    /** An accept(2) that was under way when the listener was taken away can still return a connection; it is there by the second look. */
    private static final int EMPTY_LOOKS = 2;

    private final Watched watched;
    private final Host host;
    private final Report report;

    DrainWatch(Watched watched, Host host, Report report) {
        this.watched = watched;
        this.host = host;
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
        int first = connections();
        int now = first;
        int emptyLooks = 0;
        report.draining(new Event.Draining(watched.number(), first));
        while (report.isStillDraining()) {
            emptyLooks = now == 0 ? emptyLooks + 1 : 0;
            boolean over = System.nanoTime() - begun >= watched.timeout().toNanos();
            if (emptyLooks == EMPTY_LOOKS || over) {
                long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
                report.drained(new Event.Drained(watched.number(), first, now, millis));
                return;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            now = connections();
            first = Math.max(first, now);
        }
    }

    private int connections() {
        return host.connections(watched.process(), watched.ports());
    }
}
