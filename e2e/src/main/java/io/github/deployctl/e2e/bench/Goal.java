package io.github.deployctl.e2e.bench;

/**
 * What a figure may be.
 *
 * @param figure its name
 * @param limit itself is allowed
 */
record Goal(String figure, Bound bound, double limit) {
    /** On which side of the limit. */
    enum Bound {
        AT_MOST,
        AT_LEAST
    }

    static Goal atMost(String figure, double limit) {
        return new Goal(figure, Bound.AT_MOST, limit);
    }

    static Goal atLeast(String figure, double limit) {
        return new Goal(figure, Bound.AT_LEAST, limit);
    }

    boolean isMetBy(double value) {
        return bound == Bound.AT_MOST ? value <= limit : value >= limit;
    }
}
