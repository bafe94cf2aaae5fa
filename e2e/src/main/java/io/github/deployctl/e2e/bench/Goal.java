package io.github.deployctl.e2e.bench;

/**
 * What a figure may be.
 *
 * @param figure its name
 */
record Goal(String figure, double atMost) {
    boolean isMetBy(double value) {
        return value <= atMost;
    }
}
