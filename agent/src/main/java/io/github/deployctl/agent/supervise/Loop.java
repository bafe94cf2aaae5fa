package io.github.deployctl.agent.supervise;

import java.time.Duration;

/** The owner thread, as seen by others: tasks run one after another, in the order they were posted or fell due. */
public interface Loop {
    /** Runs {@code task} soon. Any thread may call it. */
    void post(Runnable task);

    /** Runs {@code task} on the owner thread after {@code delay}. */
    void after(Duration delay, Runnable task);

    /** Returns a time that only grows, in nanoseconds. */
    long nanos();
}
