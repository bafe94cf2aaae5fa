package io.github.deployctl.cli.terminal;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs something again and again, in a daemon thread of its own, until it is closed. */
final class Ticker implements AutoCloseable {
    private final ScheduledExecutorService executor;

    private Ticker(ScheduledExecutorService executor) {
        this.executor = executor;
    }

    static Ticker every(Duration period, Runnable task) {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "deployctl-progress");
            thread.setDaemon(true);
            return thread;
        });
        // A task that throws is not run again, which is all that a progress line may do when it fails.
        var unused = executor.scheduleAtFixedRate(task, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
        return new Ticker(executor);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
