package io.github.deployctl.e2e.kit;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waiting for something to be so, outside of a test. */
public final class Patience {
    private static final long PAUSE_MILLIS = 50;

    private Patience() {}

    /** Something that may not be so yet; an exception says so too. */
    public interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    /**
     * Waits until {@code condition} holds.
     *
     * @param otherwise what the exception says when it does not hold in time
     */
    public static void await(Duration limit, String otherwise, Condition condition)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        String last = "";
        while (System.nanoTime() < deadline) {
            try {
                if (condition.holds()) {
                    return;
                }
                last = "";
            } catch (IOException e) {
                last = ": " + e.getMessage();
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        throw new IOException(otherwise + " in " + limit.toSeconds() + " s" + last);
    }
}
