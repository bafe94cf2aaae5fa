package io.github.deployctl.e2e.bench.warm;

import io.github.deployctl.cli.demo.load.Connection;
import io.github.deployctl.cli.demo.load.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A few kept connections that each ask {@code GET /} at a steady pace, whatever the answers take, until closed. A request counts from the instant it was due, so
 * one that had to wait for the one before it has waited.
 */
final class PacedLoad implements AutoCloseable {
    private static final int WORKERS = 4;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final byte[] REQUEST =
            "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final InetSocketAddress target;
    private final List<Sample> samples = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile Pace pace;
    private volatile boolean stopped;
    private volatile @Nullable IOException failure;

    /** Begins with {@code perSecond} requests of all connections together. */
    PacedLoad(int port, int perSecond) {
        target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        pace = new Pace(perSecond, System.nanoTime());
        for (int i = 0; i < WORKERS; i++) {
            Thread thread = new Thread(this::run, "paced-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /**
     * A request.
     *
     * @param due a time of {@link System#nanoTime()}
     * @param answer its body, which names the release
     */
    record Sample(long due, long nanos, String answer) {}

    /** What is behind at the old pace is left out, so that the new one begins without a debt. */
    void pace(int perSecond) {
        pace = new Pace(perSecond, System.nanoTime());
    }

    private record Pace(int perSecond, long since) {
        long intervalNanos() {
            return TimeUnit.SECONDS.toNanos(1) * WORKERS / perSecond;
        }
    }

    /**
     * Returns what was due from {@code from} on, as far as it is answered.
     *
     * @throws IOException when a request was lost: nothing that is measured then is a measurement
     */
    List<Sample> since(long from) throws IOException {
        IOException lost = failure;
        if (lost != null) {
            throw new IOException("a request was lost: " + lost.getMessage(), lost);
        }
        synchronized (samples) {
            return samples.stream().filter(sample -> sample.due() >= from).toList();
        }
    }

    /** Forgets what is older. */
    void forget(long before) {
        synchronized (samples) {
            samples.removeIf(sample -> sample.due() < before);
        }
    }

    static void sleep(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }

    private void run() {
        Connection connection = null;
        Pace current = pace;
        long due = current.since();
        try {
            while (!stopped) {
                if (!current.equals(pace)) {
                    current = pace;
                    due = current.since();
                }
                LockSupport.parkNanos(due - System.nanoTime());
                if (System.nanoTime() < due) {
                    continue;
                }
                if (connection != null && connection.isClosedByServer()) {
                    connection.close();
                    connection = null;
                }
                if (connection == null) {
                    connection = Connection.open(target, Duration.ofNanos(PATIENCE_NANOS));
                }
                Response response = connection.exchange(REQUEST, System.nanoTime() + PATIENCE_NANOS);
                if (response.status() != 200) {
                    throw new IOException("answered " + response.status());
                }
                note(new Sample(due, System.nanoTime() - due, response.body()));
                if (response.close()) {
                    connection.close();
                    connection = null;
                }
                due += current.intervalNanos();
            }
        } catch (IOException e) {
            failure = e;
        } finally {
            close(connection);
        }
    }

    private void note(Sample sample) {
        synchronized (samples) {
            samples.add(sample);
        }
    }

    private static void close(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (IOException e) {
            return; // Nobody asks for it any more.
        }
    }

    @Override
    public void close() {
        stopped = true;
        threads.forEach(Thread::interrupt);
    }
}
