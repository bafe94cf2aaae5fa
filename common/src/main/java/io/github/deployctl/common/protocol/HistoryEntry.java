package io.github.deployctl.common.protocol;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.release.ReleaseId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code history.jsonl}. A later line with the same id stands in the place of an earlier one: a hand-over is noted when the traffic has moved, and
 * again when the old generation has drained.
 *
 * @param id one more than that of the entry before; 0 in what an agent wrote that gave none
 * @param operation {@code push}, {@code rollback}, {@code restart}, {@code start}, {@code stop}, {@code recovery}, {@code revert}, {@code confirm}, {@code
 *     crash}, {@code prune}, {@code upgrade}, {@code lock}, {@code unlock}, {@code run}, {@code maintenance-on} or {@code maintenance-off}
 * @param by the caller's claim and the user the kernel named, or {@code agent}
 * @param release that should serve afterwards, or null for a stop
 * @param previous that served before, or null when none did
 * @param tookMillis from the request until the traffic had moved, or it had failed; 0 where that is not known
 * @param proof what was seen of the users' side meanwhile, or null when nothing was to be seen
 * @param reason why it was asked for, or null when nobody said
 * @param failure why it was not done, or null when it was; with a {@code revert} that was done, what was wrong with the release that was left ({@code REVERTED})
 */
public record HistoryEntry(
        long id,
        Instant at,
        String operation,
        String by,
        @Nullable ReleaseId release,
        @Nullable ReleaseId previous,
        long tookMillis,
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

    /** One that has no number yet, and took no time. */
    public HistoryEntry(
            Instant at,
            String operation,
            String by,
            @Nullable ReleaseId release,
            @Nullable ReleaseId previous,
            Timings timings,
            @Nullable Proof proof,
            @Nullable String reason,
            @Nullable Failure failure) {
        this(0, at, operation, by, release, previous, 0, timings, proof, reason, failure);
    }

    public HistoryEntry {
        requireNonNull(at, "at");
        requireNonNull(operation, "operation");
        requireNonNull(by, "by");
        requireNonNull(timings, "timings");
    }

    public HistoryEntry numbered(long number) {
        return new HistoryEntry(
                number, at, operation, by, release, previous, tookMillis, timings, proof, reason, failure);
    }

    public HistoryEntry took(long millis) {
        return new HistoryEntry(id, at, operation, by, release, previous, millis, timings, proof, reason, failure);
    }

    public HistoryEntry failed(@Nullable Failure why) {
        return new HistoryEntry(id, at, operation, by, release, previous, tookMillis, timings, proof, reason, why);
    }

    /** Returns it without what was found when it failed, which is the bulk of it. */
    public HistoryEntry withoutEvidence() {
        return failure == null || failure.evidence().isEmpty() ? this : failed(failure.evidence(List.of()));
    }
}
