package io.github.deployctl.e2e.bench.crash;

import io.github.deployctl.e2e.kit.Installation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Many crash runs, on some hosts beside each other, since a run is mostly waiting. A host is used again and again, until something is the matter on it. */
public final class CrashSeries {
    private static final long REST_MILLIS = 1_500;
    private static final int LOG_TAIL = 12;

    private final Installation installation;
    private final Consumer<String> progress;
    private final List<String> bad = Collections.synchronizedList(new ArrayList<>());
    private final List<CrashPoint> reached = Collections.synchronizedList(new ArrayList<>());
    private final List<CrashPoint> missed = Collections.synchronizedList(new ArrayList<>());

    public CrashSeries(Installation installation, Consumer<String> progress) {
        this.installation = installation;
        this.progress = progress;
    }

    /** Learns the points of some operations by running them. */
    public List<CrashPoint> learn(List<Operation> operations) throws IOException, InterruptedException {
        List<CrashPoint> points = new ArrayList<>();
        try (CrashHost host = CrashHost.start(installation)) {
            for (Operation operation : operations) {
                host.forgetSteps();
                try {
                    operation.run(host);
                } catch (IOException e) {
                    if (operation != Operation.FAILING_PUSH) {
                        throw e;
                    }
                }
                // What follows the answer: the one that stood by before is ended.
                TimeUnit.MILLISECONDS.sleep(REST_MILLIS);
                points.addAll(CrashPoint.of(operation, host.steps()));
                host.push(host.nextVersion(), io.github.deployctl.e2e.app.Conduct.GOOD);
                TimeUnit.MILLISECONDS.sleep(REST_MILLIS);
            }
        }
        return points;
    }

    /** Runs all of {@code points}. */
    public void run(List<CrashPoint> points, int hosts) throws IOException, InterruptedException {
        Queue<CrashPoint> left = new ConcurrentLinkedQueue<>(points);
        ExecutorService runs = Executors.newFixedThreadPool(hosts);
        try {
            List<Future<?>> begun = new ArrayList<>();
            for (int i = 0; i < hosts; i++) {
                begun.add(runs.submit(() -> {
                    work(left);
                    return null;
                }));
            }
            for (Future<?> each : begun) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("a host could not be had: " + e.getCause(), e);
        } finally {
            runs.shutdownNow();
        }
    }

    private void work(Queue<CrashPoint> left) throws IOException, InterruptedException {
        CrashPoint point = left.poll();
        while (point != null) {
            try (CrashHost host = CrashHost.start(installation)) {
                boolean sound = true;
                while (sound && point != null) {
                    long begun = System.nanoTime();
                    CrashRun.Result result = new CrashRun(host, point).run();
                    sound = result.bad().isEmpty();
                    note(point, result, host);
                    progress.accept(point + (result.reached() ? "" : " was not reached") + ", "
                            + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) + " ms"
                            + (sound ? "" : " BAD " + result.bad()));
                    point = left.poll();
                }
            }
        }
    }

    private void note(CrashPoint point, CrashRun.Result result, CrashHost host) throws IOException {
        (result.reached() ? reached : missed).add(point);
        if (!result.bad().isEmpty()) {
            List<String> lines = host.agent().log().lines().toList();
            bad.add(point + ": " + String.join("; ", result.bad()) + "; the agent said: "
                    + String.join(" | ", lines.subList(Math.max(0, lines.size() - LOG_TAIL), lines.size())));
        }
    }

    /** Returns one line for each run that went wrong: the point and why. */
    public List<String> bad() {
        return List.copyOf(bad);
    }

    /** Returns the points at which somebody died. */
    public List<CrashPoint> reached() {
        return List.copyOf(reached);
    }

    /** Returns those that the operation did not come to this time. */
    public List<CrashPoint> missed() {
        return List.copyOf(missed);
    }

    /** Returns how many different steps somebody died at. */
    public int steps() {
        return new TreeSet<>(reached().stream().map(CrashPoint::step).toList()).size();
    }
}
