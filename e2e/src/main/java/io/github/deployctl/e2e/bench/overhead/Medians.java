package io.github.deployctl.e2e.bench.overhead;

import java.util.List;

/** Medians, and how far one may be from the truth. */
public final class Medians {
    /** A median's standard error is this many times a mean's where the values are about normal (the square root of half of pi). */
    private static final double MEDIAN_TO_MEAN = 1.2533;

    private static final double DEVIATIONS = 2;

    private Medians() {}

    public static double of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /**
     * Returns the factor, at least 1, by which the median of as many ratios as {@code same} may miss 1 by chance alone, in 19 of 20 runs: {@code same} are ratios
     * of things that do not differ, so all their spread is chance.
     */
    public static double noise(List<Double> same) {
        double squares = same.stream()
                .mapToDouble(ratio -> Math.log(ratio) * Math.log(ratio))
                .sum();
        double deviation = Math.sqrt(squares / same.size());
        return Math.exp(DEVIATIONS * MEDIAN_TO_MEAN * deviation / Math.sqrt(same.size()));
    }
}
