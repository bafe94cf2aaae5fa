package io.github.deployctl.common.protocol;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.release.ReleaseId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code history.jsonl}.
 *
 * @param operation {@code push}, {@code rollback}, {@code restart}, {@code start}, {@code stop} or {@code recovery}
 * @param by the caller's claim and the user the kernel named, or {@code agent}
 * @param release that should serve afterwards, or null for a stop
 * @param previous that served before, or null when none did
 * @param failure why it was not done, or null when it was
 */
public record HistoryEntry(
        Instant at,
        String operation,
        String by,
        @Nullable ReleaseId release,
        @Nullable ReleaseId previous,
        Timings timings,
        @Nullable Failure failure) {
    public HistoryEntry {
        requireNonNull(at, "at");
        requireNonNull(operation, "operation");
        requireNonNull(by, "by");
        requireNonNull(timings, "timings");
    }
}
