package io.github.deployctl.e2e.bench.overhead;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What three processes of one app came to that ran side by side and were loaded in turn: two plain ones and an adopted one. */
record Epoch(Map<Arm, Double> requestsPerSecond, Map<Arm, Double> p99Nanos) {
    private static final int WARM_UP_SLICES = 12;
    private static final int SLICES = 10;
    private static final long SLICE_MILLIS = 800;

    /** The ports that the processes listen on. */
    record ArmPorts(int plain, int otherPlain, int adopted) {
        int of(Arm arm) {
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
    static Epoch measure(LoadProcess load, ArmPorts ports, long handicapNanos) throws IOException {
        Map<Arm, List<LoadProcess.Slice>> slices = new EnumMap<>(Arm.class);
        for (int round = -WARM_UP_SLICES; round < SLICES; round++) {
            List<Arm> order = new ArrayList<>(List.of(Arm.values()));
            Collections.rotate(order, round);
            if (round % 2 != 0) {
                Collections.reverse(order);
            }
            for (Arm arm : order) {
                LoadProcess.Slice slice = load.run(ports.of(arm), SLICE_MILLIS, arm == Arm.ADOPTED ? handicapNanos : 0);
                if (round >= 0) {
                    slices.computeIfAbsent(arm, each -> new ArrayList<>()).add(slice);
                }
            }
        }
        return new Epoch(
                medians(slices, LoadProcess.Slice::requestsPerSecond), medians(slices, LoadProcess.Slice::p99Nanos));
    }

    private static Map<Arm, Double> medians(
            Map<Arm, List<LoadProcess.Slice>> slices, ToDoubleFunction<LoadProcess.Slice> figure) {
        Map<Arm, Double> medians = new EnumMap<>(Arm.class);
        slices.forEach((arm, all) -> medians.put(
                arm, Medians.of(all.stream().map(figure::applyAsDouble).toList())));
        return medians;
    }

    double requestsPerSecond(Arm arm) {
        return requireNonNull(requestsPerSecond.get(arm), "every arm was loaded");
    }

    private double p99(Arm arm) {
        return requireNonNull(p99Nanos.get(arm), "every arm was loaded");
    }

    double throughputRatio(Arm arm) {
        return requestsPerSecond(arm) / requestsPerSecond(Arm.PLAIN);
    }

    double p99Ratio(Arm arm) {
        return p99(arm) / p99(Arm.PLAIN);
    }
}
