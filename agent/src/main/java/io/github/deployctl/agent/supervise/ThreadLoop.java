package io.github.deployctl.agent.supervise;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One thread with a queue and timers. It wakes for a task and for nothing else. */
public final class ThreadLoop implements Loop, AutoCloseable {
    private final ScheduledThreadPoolExecutor executor;
    private final Consumer<Throwable> defects;

    /**
     * Makes one.
     *
     * @param defects hears of a task that threw, or that the host had no thread for; the loop goes on, since the app must not suffer from that
     */
    public ThreadLoop(String name, Consumer<Throwable> defects) {
        this.defects = defects;
        this.executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void post(Runnable task) {
        try {
            executor.execute(guarded(task));
        } catch (RejectedExecutionException closing) {
            // The agent is ending; nothing is left to decide.
        }
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // guarded() lets nothing through that the future could tell
    public void after(Duration delay, Runnable task) {
        try {
            executor.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            // The agent is ending; nothing is left to decide.
        }
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void close() {
        executor.shutdown();
    }

    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                // An error too: the executor would keep it in a future that nobody asks.
                defects.accept(e);
            }
        };
    }
}
