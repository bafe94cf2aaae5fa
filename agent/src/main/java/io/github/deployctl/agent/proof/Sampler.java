package io.github.deployctl.agent.proof;

import io.github.deployctl.agent.os.Host;
import io.github.deployctl.agent.os.Listeners;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * Opens windows and looks through each on a thread that lives as long as it. A look at one listener costs about MEASURED; at one every 2 ms that is less than
 * 2 % of a processor, wake-ups included.
 */
public final class Sampler {
    private static final long PAUSE_NANOS = 2_000_000;
    /** So many times as long as a look takes is the pause after it, so that many listeners do not cost more. */
    private static final int PAUSE_PER_LOOK = 60;

    private final Listeners listeners;
    private final Host host;
    private final Clock clock;
    private final BiConsumer<String, Runnable> threads;

    /**
     * Makes one.
     *
     * @param clock which the threads sleep by
     * @param threads starts a thread by name and task
     */
    public Sampler(Listeners listeners, Host host, Clock clock, BiConsumer<String, Runnable> threads) {
        this.listeners = listeners;
        this.host = host;
        this.clock = clock;
        this.threads = threads;
    }

    /**
     * Begins to look at {@code watched}; the first look is over when this returns.
     *
     * @param matters asked on the looking thread; once it is false the window ends, whether anybody closes it or not
     */
    public Window open(String name, List<Watched> watched, BooleanSupplier matters) {
        Window window = new Window(listeners, host, clock, watched);
        threads.accept("proof-" + name, () -> lookThrough(window, matters));
        return window;
    }

    /** Runs something that takes longer than a look, and what it brings about, beside the looks. */
    public void aside(String name, Runnable task) {
        threads.accept("proof-" + name, task);
    }

    private void lookThrough(Window window, BooleanSupplier matters) {
        long begun = clock.nanos();
        while (matters.getAsBoolean() && window.look()) {
            long took = clock.nanos() - begun;
            LockSupport.parkNanos(Math.max(PAUSE_NANOS, took * PAUSE_PER_LOOK));
            begun = clock.nanos();
        }
        window.close();
    }
}
