package io.github.deployctl.common.protocol;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.release.ReleaseId;
import java.time.Instant;

/**
 * One launched process, as {@code status} shows it.
 *
 * @param role {@code candidate}, {@code live}, {@code draining}, {@code standby}, {@code standby (frozen)} or {@code stopping}
 * @param connections established on the app's ports, now
 * @param rssBytes resident memory, now; 0 when it could not be read
 */
public record GenerationStatus(
        long number, ReleaseId release, String role, long pid, Instant since, int connections, long rssBytes) {
    public GenerationStatus {
        requireNonNull(release, "release");
        requireNonNull(role, "role");
        requireNonNull(since, "since");
    }
}
