package io.github.deployctl.agent.proof;

import io.github.deployctl.agent.os.Host;
import io.github.deployctl.agent.os.Listeners;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * Opens windows and looks through each on a thread that lives as long as it. One look at one listener every 2 ms was measured at 1.6 % of a processor of a busy
 * machine, nearly all of it the wake-up, and each further listener at 0.2 %; so with many it looks less often.
 */
public final class Sampler {
    private static final long PAUSE_NANOS = 2_000_000;
    private static final int LISTENERS_PER_PAUSE = 5;

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
        // Not by how long a look takes: one that was interrupted by other work would make the next late as well.
        long pause = PAUSE_NANOS * (1 + window.watched().size() / LISTENERS_PER_PAUSE);
        while (matters.getAsBoolean() && window.look()) {
            LockSupport.parkNanos(pause);
        }
        window.close();
    }
}
