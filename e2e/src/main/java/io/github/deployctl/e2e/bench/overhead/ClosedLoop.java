package io.github.deployctl.e2e.bench.overhead;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/**
 * The load, in a process of its own: on stdin a line {@code PORT MILLIS EXTRA_NANOS} for each slice, on stdout the slice's {@code REQUESTS P99_NANOS}. In a slice
 * each of four kept connections sends its next request when the last one is answered. The connections to a port outlive the slice.
 */
public final class ClosedLoop {
    private static final int CONNECTIONS = 4;

    private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    private final Map<Integer, List<RawConnection>> byPort = new HashMap<>();

    private ClosedLoop() {}

    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        ClosedLoop loop = new ClosedLoop();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", -1);
            Slice slice = new Slice(Long.parseLong(words[1]) * 1_000_000, Long.parseLong(words[2]));
            System.out.println(loop.run(Integer.parseInt(words[0]), slice));
        }
        System.exit(0);
    }

    /**
     * @param nanos how long
     * @param extraNanos to waste after each answer, as if the server had needed them: to see what the rig can tell apart
     */
    private record Slice(long nanos, long extraNanos) {}

    private String run(int port, Slice slice) throws InterruptedException, ExecutionException {
        List<RawConnection> connections = byPort.computeIfAbsent(port, ClosedLoop::connections);
        List<Future<long[]>> running = new ArrayList<>();
        for (RawConnection connection : connections) {
            running.add(threads.submit(() -> latencies(connection, slice)));
        }
        List<long[]> all = new ArrayList<>();
        for (Future<long[]> each : running) {
            all.add(each.get());
        }
        long[] sorted = all.stream().flatMapToLong(LongStream::of).sorted().toArray();
        return sorted.length + " " + sorted[(int) (sorted.length * 0.99)];
    }

    private static List<RawConnection> connections(int port) {
        List<RawConnection> connections = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            connections.add(new RawConnection(port));
        }
        return connections;
    }

    private static long[] latencies(RawConnection connection, Slice slice) throws IOException {
        long[] latencies = new long[1024];
        int count = 0;
        long begun = System.nanoTime();
        for (long now = begun; now - begun < slice.nanos(); ) {
            connection.exchange();
            long answered = System.nanoTime();
            long end = answered;
            while (end - answered < slice.extraNanos()) {
                end = System.nanoTime();
            }
            if (count == latencies.length) {
                latencies = Arrays.copyOf(latencies, count * 2);
            }
            latencies[count++] = end - now;
            now = end;
        }
        return Arrays.copyOf(latencies, count);
    }
}
