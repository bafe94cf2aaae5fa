package io.github.deployctl.e2e.bench.overhead;

import io.github.deployctl.e2e.bench.overhead.Epoch.Arm;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Medians over the epochs of what the second plain and the adopted process came to, as parts of what the first plain one came to. */
public final class Ratios {
    private final List<Epoch> epochs;

    Ratios(List<Epoch> epochs) {
        this.epochs = List.copyOf(epochs);
    }

    public double throughput() {
        return median(epoch -> epoch.throughputRatio(Arm.ADOPTED));
    }

    public double p99() {
        return median(epoch -> epoch.p99Ratio(Arm.ADOPTED));
    }

    public double plainThroughput() {
        return median(epoch -> epoch.throughputRatio(Arm.OTHER_PLAIN));
    }

    public double plainP99() {
        return median(epoch -> epoch.p99Ratio(Arm.OTHER_PLAIN));
    }

    /** Of the servers' processor time per request: the figure that other work on the machine disturbs least. */
    public double cpu() {
        return median(epoch -> epoch.cpuRatio(Arm.ADOPTED));
    }

    public double plainCpu() {
        return median(epoch -> epoch.cpuRatio(Arm.OTHER_PLAIN));
    }

    /** Returns what {@link #throughput()} may fall to without any difference, as plain against plain shows. */
    public double throughputFloor() {
        return 1 / Medians.noise(all(epoch -> epoch.throughputRatio(Arm.OTHER_PLAIN)));
    }

    /** Returns what {@link #p99()} may rise to without any difference, as plain against plain shows. */
    public double p99Ceiling() {
        return Medians.noise(all(epoch -> epoch.p99Ratio(Arm.OTHER_PLAIN)));
    }

    public double plainRequestsPerSecond() {
        return median(epoch -> epoch.requestsPerSecond(Arm.PLAIN));
    }

    private double median(ToDoubleFunction<Epoch> figure) {
        return Medians.of(all(figure));
    }

    private List<Double> all(ToDoubleFunction<Epoch> figure) {
        return epochs.stream().map(figure::applyAsDouble).toList();
    }
}
