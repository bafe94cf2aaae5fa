package io.github.deployctl.e2e.bench.overhead;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.e2e.kit.Processes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What three processes of one app came to that ran side by side and were loaded in turn: two plain ones and an adopted one. */
record Epoch(Map<Arm, Double> requestsPerSecond, Map<Arm, Double> p99Nanos, Map<Arm, Double> ticksPerRequest) {
    private static final int WARM_UP_SLICES = 12;
    private static final int SLICES = 10;
    private static final long SLICE_MILLIS = 800;

    /** Where a process is. */
    record Server(int port, long pid) {}

    /** The processes. */
    record Servers(Server plain, Server otherPlain, Server adopted) {
        Server of(Arm arm) {
            return switch (arm) {
                case PLAIN -> plain;
                case OTHER_PLAIN -> otherPlain;
                case ADOPTED -> adopted;
            };
        }
    }

    /** One of the processes. */
    enum Arm {
        PLAIN,
        OTHER_PLAIN,
        ADOPTED
    }

    /**
     * Loads the processes, one slice each in turn, the order another in each round. While one is loaded the others idle.
     *
     * @param handicapNanos wasted after each answer of the adopted one
     */
    static Epoch measure(LoadProcess load, Servers servers, long handicapNanos) throws IOException {
        Map<Arm, List<Measured>> slices = new EnumMap<>(Arm.class);
        for (int round = -WARM_UP_SLICES; round < SLICES; round++) {
            List<Arm> order = new ArrayList<>(List.of(Arm.values()));
            Collections.rotate(order, round);
            if (round % 2 != 0) {
                Collections.reverse(order);
            }
            for (Arm arm : order) {
                Server server = servers.of(arm);
                long before = Processes.cpuTicks(server.pid());
                LoadProcess.Slice slice = load.run(server.port(), SLICE_MILLIS, arm == Arm.ADOPTED ? handicapNanos : 0);
                if (round >= 0) {
                    slices.computeIfAbsent(arm, each -> new ArrayList<>())
                            .add(new Measured(slice, Processes.cpuTicks(server.pid()) - before));
                }
            }
        }
        return new Epoch(
                of(slices, all -> median(all, each -> each.slice.requestsPerSecond())),
                of(slices, all -> median(all, each -> each.slice.p99Nanos())),
                of(slices, Epoch::ticksPerRequest));
    }

    /** A slice, and the processor time that the server has taken for it. */
    private record Measured(LoadProcess.Slice slice, long ticks) {}

    private static Map<Arm, Double> of(Map<Arm, List<Measured>> slices, ToDoubleFunction<List<Measured>> figure) {
        Map<Arm, Double> figures = new EnumMap<>(Arm.class);
        slices.forEach((arm, all) -> figures.put(arm, figure.applyAsDouble(all)));
        return figures;
    }

    private static double median(List<Measured> all, ToDoubleFunction<Measured> figure) {
        return Medians.of(all.stream().map(figure::applyAsDouble).toList());
    }

    /** Of all slices together: the kernel counts by ticks of 10 ms. */
    private static double ticksPerRequest(List<Measured> all) {
        double requests = all.stream()
                .mapToDouble(each -> each.slice.requestsPerSecond() * SLICE_MILLIS / 1000)
                .sum();
        return all.stream().mapToLong(Measured::ticks).sum() / requests;
    }

    double requestsPerSecond(Arm arm) {
        return requireNonNull(requestsPerSecond.get(arm), "every arm was loaded");
    }

    private double p99(Arm arm) {
        return requireNonNull(p99Nanos.get(arm), "every arm was loaded");
    }

    private double ticks(Arm arm) {
        return requireNonNull(ticksPerRequest.get(arm), "every arm was loaded");
    }

    /** Of the servers' processor time per request. */
    double cpuRatio(Arm arm) {
        return ticks(arm) / ticks(Arm.PLAIN);
    }

    double throughputRatio(Arm arm) {
        return requestsPerSecond(arm) / requestsPerSecond(Arm.PLAIN);
    }

    double p99Ratio(Arm arm) {
        return p99(arm) / p99(Arm.PLAIN);
    }
}
