package io.github.deployctl.e2e.matrix.load;

import io.github.deployctl.cli.demo.load.Loss;
import org.jspecify.annotations.Nullable;

/**
 * One request and what it came to.
 *
 * @param startNanos {@link System#nanoTime()} before its connect, or before its first byte on a kept connection
 * @param endNanos the same clock after the last byte of its answer, or when it was given up
 * @param pid the process that answered, as it says itself; 0 when it does not say
 * @param loss null when the answer was whole and right
 * @param detail of a loss, for people; null otherwise
 */
public record Asked(
        Mode mode,
        Ask ask,
        long startNanos,
        long endNanos,
        long pid,
        @Nullable Loss loss,
        @Nullable String detail) {
    public boolean isLost() {
        return loss != null;
    }

    /** Returns this as a loss, for whoever learns afterwards that no process of that id can have answered. */
    public Asked answeredByStranger() {
        return new Asked(mode, ask, startNanos, endNanos, pid, Loss.WRONG_BODY, "answered by unknown process " + pid);
    }
}
