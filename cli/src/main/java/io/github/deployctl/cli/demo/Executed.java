package io.github.deployctl.cli.demo;

import io.github.deployctl.cli.report.RolloutDocument;
import io.github.deployctl.common.protocol.Timings;

/**
 * A command that has ended.
 *
 * @param about the version it was about
 * @param host what it reported of the one host
 * @param startNanos {@link System#nanoTime()} before it
 * @param endNanos the same clock after it
 */
record Executed(String verb, String about, int exitStatus, RolloutDocument.Host host, long startNanos, long endNanos) {
    long durationMillis() {
        return (endNanos - startNanos) / 1_000_000;
    }

    boolean isDeployed() {
        return exitStatus == 0 && host.outcome().equals("deployed");
    }

    Timings timings() {
        return host.timings() == null ? Timings.NONE : host.timings();
    }

    /** The release's name where the command made it serve, else the version that it could not. */
    String release() {
        return host.release() == null ? about : host.release();
    }
}
