package io.github.deployctl.cli.demo.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A load that is under way. It ends at {@link #stop()}, or by itself at the plan's limit. Started and stopped by one thread.
 */
public final class Load implements AutoCloseable {
    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<Worker> workers;
    private final List<Thread> threads = new ArrayList<>();
    private final long startNanos;
    private @Nullable LoadResult result;

    private Load(LoadPlan plan, long startNanos) {
        this.startNanos = startNanos;
        this.workers = IntStream.range(0, plan.workers())
                .mapToObj(index -> new Worker(plan, index, startNanos, stop))
                .toList();
    }

    public static Load start(LoadPlan plan) {
        Load load = new Load(plan, System.nanoTime());
        for (Worker worker : load.workers) {
            Thread thread = new Thread(worker, "load");
            thread.setDaemon(true);
            thread.start();
            load.threads.add(thread);
        }
        return load;
    }

    /**
     * Lets the requests under way finish, at most the plan's request timeout, and counts. A second call returns the same.
     *
     * @throws IOException when this machine could not send the load, so that there is nothing to count
     */
    public LoadResult stop() throws IOException, InterruptedException {
        if (result != null) {
            return result;
        }
        stop.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        List<Sample> samples = new ArrayList<>();
        int closedIdle = 0;
        for (Worker worker : workers) {
            if (worker.failure() != null) {
                throw new IOException("the load client failed on this machine", worker.failure());
            }
            samples.addAll(worker.samples());
            closedIdle += worker.closedIdle();
        }
        result = new LoadResult(List.copyOf(samples), closedIdle, startNanos, System.nanoTime());
        return result;
    }

    /** Ends the load without waiting for its requests. */
    @Override
    public void close() {
        stop.countDown();
    }
}
