package io.github.deployctl.agent.supervise;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A loop that turns only when the test says so, with a clock that only the test moves. */
final class ManualLoop implements Loop {
    private final ConcurrentLinkedQueue<Runnable> posted = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::due).thenComparingLong(Timer::order));
    /** Far from 0, so that a time taken for a duration stands out. */
    private long nanos = Duration.ofHours(5).toNanos();

    private long order;

    @Override
    public void post(Runnable task) {
        posted.add(task);
    }

    @Override
    public void after(Duration delay, Runnable task) {
        timers.add(new Timer(nanos + delay.toNanos(), order++, task));
    }

    @Override
    public long nanos() {
        return nanos;
    }

    /** Runs what is posted or due, and what comes of it. */
    void turn() {
        while (true) {
            Runnable task = posted.poll();
            if (task != null) {
                task.run();
            } else if (!timers.isEmpty() && timers.peek().due() <= nanos) {
                timers.remove().task().run();
            } else {
                return;
            }
        }
    }

    /** Lets {@code time} pass, timer by timer. */
    void pass(Duration time) {
        long end = nanos + time.toNanos();
        turn();
        while (!timers.isEmpty() && timers.peek().due() <= end) {
            nanos = timers.peek().due();
            turn();
        }
        nanos = end;
        turn();
    }

    private record Timer(long due, long order, Runnable task) {}
}
