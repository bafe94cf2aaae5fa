package io.github.deployctl.cli.demo.load;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * What the load client does. Half of the requests are {@code GET /}, half are {@code POST /echo} with 16 KiB.
 *
 * @param freshWorkers that open a connection for each request
 * @param keepAliveWorkers that keep one connection for as long as the server does
 * @param requestsPerSecond of all workers together
 * @param requestTimeout from the first SYN of a request to the last byte of its answer
 * @param limit after which the load ends by itself
 */
public record LoadPlan(
        InetSocketAddress target,
        int freshWorkers,
        int keepAliveWorkers,
        int requestsPerSecond,
        Duration requestTimeout,
        Duration limit) {
    private static final int WORKERS = 24;

    public LoadPlan {
        requireNonNull(target, "target");
        requireNonNull(requestTimeout, "requestTimeout");
        requireNonNull(limit, "limit");
        if (freshWorkers < 0 || keepAliveWorkers < 0 || freshWorkers + keepAliveWorkers == 0) {
            throw new IllegalArgumentException("a load needs a worker");
        }
        if (requestsPerSecond < 1 || requestsPerSecond > 100_000) {
            throw new IllegalArgumentException("a load of " + requestsPerSecond + " requests/s cannot be paced");
        }
    }

    /** As many workers of each kind as keep the pace with answers that take a hundred milliseconds; requests of at most 10 s, an end after {@code limit}. */
    public static LoadPlan of(InetSocketAddress target, int requestsPerSecond, Duration limit) {
        return new LoadPlan(target, WORKERS, WORKERS, requestsPerSecond, Duration.ofSeconds(10), limit);
    }

    int workers() {
        return freshWorkers + keepAliveWorkers;
    }

    /** Returns the time between two requests of one worker. */
    Duration interval() {
        return Duration.ofNanos(1_000_000_000L * workers() / requestsPerSecond);
    }
}
