package io.github.deployctl.agent.launch;

import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.ReadyCheck;
import io.github.deployctl.common.config.Warmup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Requests to a candidate that is ready, where nobody else reaches it, so that its code is loaded and compiled when users come. In rounds, with time between them
 * for the JVM's compilers: while their queue is long, HotSpot raises the counts from which it queues further methods (compilationPolicy.cpp, "load feedback"), so
 * that after one long burst they would find most of their work when the users are there. It ends at its deadline with what it has done until then; the answers
 * decide nothing.
 */
public final class WarmUp {
    private static final int ROUND = 500;

    /** With two, the compilers of a small machine keep up. */
    private static final int MOST_CONNECTIONS = 2;

    private final InetSocketAddress address;
    private final Warmup wanted;
    private final List<String> paths;
    private final String host;

    private WarmUp(InetSocketAddress address, Warmup wanted, Declaration declaration, List<String> recorded) {
        ReadyCheck.HttpProbe http = declaration.ready().http();
        this.address = address;
        this.wanted = wanted;
        this.paths = recorded.isEmpty() ? paths(wanted, readinessPath(declaration)) : List.copyOf(recorded);
        this.host = http == null || http.host() == null ? "localhost" : http.host();
    }

    /**
     * Returns nothing where none is wanted, or where the candidate answers nowhere but on the public listeners.
     *
     * @param recorded what to ask in the place of the declared paths, unless it is empty
     */
    public static Optional<WarmUp> of(Candidate candidate, List<String> recorded) {
        Declaration declaration = candidate.release().declaration();
        Warmup wanted = declaration.startUp().warmup();
        if (wanted == null) {
            return Optional.empty();
        }
        Optional<InetSocketAddress> address = candidate
                .own()
                .map(own -> new InetSocketAddress(own.host(), own.port()))
                .or(() -> Optional.ofNullable(candidate.running().privatePorts().get(declaration.probedListener()))
                        .map(port -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
        return address.map(where -> new WarmUp(where, wanted, declaration, recorded));
    }

    /** Returns what is asked where nothing else is named or recorded. */
    public static String readinessPath(Declaration declaration) {
        ReadyCheck.HttpProbe http = declaration.ready().http();
        return http == null ? "/" : http.path();
    }

    static List<String> paths(Warmup wanted, String readiness) {
        return wanted.paths().isEmpty() ? List.of(readiness) : wanted.paths();
    }

    /** Returns the share of the readiness deadline that is left for it. */
    public static Duration left(ReadyCheck check, long readyMillis) {
        Duration left = check.timeout().minusMillis(readyMillis);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /**
     * What was done.
     *
     * @param requests that were sent
     * @param answered of them
     */
    public record Outcome(int requests, int answered, int wanted, long millis) {
        public boolean isCutShort() {
            return requests < wanted;
        }
    }

    /** What is done between two rounds. */
    public interface Pause {
        /** Takes at most {@code time}. */
        void take(Duration time) throws InterruptedException;
    }

    /** Takes at most {@code time}, with its pauses; an interrupt ends it at once. */
    public Outcome run(Duration time, Pause pause) throws InterruptedException {
        long began = System.nanoTime();
        long deadline = began + time.toNanos();
        AtomicInteger sent = new AtomicInteger();
        AtomicInteger answered = new AtomicInteger();
        for (int from = 0; from < wanted.requests() && deadline - System.nanoTime() > 0; from += ROUND) {
            if (from > 0) {
                pause.take(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            }
            round(from, Math.min(wanted.requests(), from + ROUND), deadline, sent, answered);
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        return new Outcome(sent.get(), answered.get(), wanted.requests(), millis);
    }

    private void round(int from, int to, long deadline, AtomicInteger sent, AtomicInteger answered)
            throws InterruptedException {
        AtomicInteger next = new AtomicInteger(from);
        List<WarmConnection> connections = new ArrayList<>();
        int count = Math.min(MOST_CONNECTIONS, to - from);
        CountDownLatch running = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            WarmConnection connection = new WarmConnection(address, host);
            connections.add(connection);
            Thread thread = new Thread(
                    () -> {
                        for (int n = next.getAndIncrement(); n < to; n = next.getAndIncrement()) {
                            long left = deadline - System.nanoTime();
                            if (left <= 0) {
                                break;
                            }
                            sent.incrementAndGet();
                            if (connection.get(paths.get(n % paths.size()), left)) {
                                answered.incrementAndGet();
                            }
                        }
                        connection.close();
                        running.countDown();
                    },
                    "warm-up-" + i);
            thread.setDaemon(true);
            thread.start();
        }
        try {
            running.await();
        } finally {
            // After an interrupt there are no more numbers to take, and whoever waits for an answer gets none.
            next.set(to);
            connections.forEach(WarmConnection::close);
        }
    }
}
