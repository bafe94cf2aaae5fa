package io.github.deployctl.cli.demo.load;

import org.jspecify.annotations.Nullable;

/**
 * One request and how it ended.
 *
 * @param startNanos {@link System#nanoTime()} just before its connect, or before its first byte on a kept connection
 * @param endNanos the same clock after the last byte of its answer, or when it was given up
 * @param answer the body of a {@code GET}, null of anything else
 * @param loss null when the answer was whole and right
 * @param detail of a loss, for people; null otherwise
 */
record Sample(
        long startNanos,
        long endNanos,
        @Nullable String answer,
        @Nullable Loss loss,
        @Nullable String detail) {
    long nanos() {
        return endNanos - startNanos;
    }

    /** Whether the request was under way at any instant from {@code from} to {@code to}. */
    boolean overlaps(long from, long to) {
        return startNanos - to <= 0 && endNanos - from >= 0;
    }
}
