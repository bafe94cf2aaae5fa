package io.github.deployctl.common.protocol;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.release.ReleaseId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code history.jsonl}.
 *
 * @param operation {@code push}, {@code rollback}, {@code restart}, {@code start}, {@code stop}, {@code recovery}, {@code revert} or {@code confirm}
 * @param by the caller's claim and the user the kernel named, or {@code agent}
 * @param release that should serve afterwards, or null for a stop
 * @param previous that served before, or null when none did
 * @param proof what was seen of the users' side meanwhile, or null when nothing was to be seen
 * @param reason why it was asked for, or null when nobody said
 * @param failure why it was not done, or null when it was; with a {@code revert} that was done, what was wrong with the release that was left ({@code REVERTED})
 */
public record HistoryEntry(
        Instant at,
        String operation,
        String by,
        @Nullable ReleaseId release,
        @Nullable ReleaseId previous,
        Timings timings,
        @Nullable Proof proof,
        @Nullable String reason,
        @Nullable Failure failure) {
    /** One that nobody gave a reason for and nothing was seen of. */
    public HistoryEntry(
            Instant at,
            String operation,
            String by,
            @Nullable ReleaseId release,
            @Nullable ReleaseId previous,
            Timings timings,
            @Nullable Failure failure) {
        this(at, operation, by, release, previous, timings, null, null, failure);
    }

    public HistoryEntry {
        requireNonNull(at, "at");
        requireNonNull(operation, "operation");
        requireNonNull(by, "by");
        requireNonNull(timings, "timings");
    }
}
