package io.github.deployctl.e2e.bench.warm;

import java.util.Arrays;
import java.util.List;

/** Of times. */
final class Percentiles {
    private Percentiles() {}

    /**
     * Returns the smallest time that {@code part} of all do not exceed.
     *
     * @param part 0.99, say
     */
    static double of(List<PacedLoad.Sample> samples, double part) {
        long[] sorted =
                samples.stream().mapToLong(PacedLoad.Sample::nanos).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("no request fell into the window");
        }
        int rank = (int) Math.ceil(sorted.length * part);
        return Arrays.stream(sorted).skip(Math.max(0, rank - 1)).findFirst().orElseThrow();
    }
}
