package io.github.deployctl.common.protocol;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.release.ReleaseId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How releases have served on a host.
 *
 * @param probation of the live one, or null when it has nothing to prove
 * @param bad that were left because they failed or somebody rolled back from them, the newest first
 */
public record Standing(@Nullable Trial probation, List<Bad> bad) {
    public Standing {
        bad = List.copyOf(bad);
    }

    /**
     * The live generation is on probation.
     *
     * @param back the release that is gone back to if it fails
     * @param until when the probation is over
     * @param confirmBy until when somebody must confirm it, or null when nobody needs to, or has
     */
    public record Trial(
            long generation,
            ReleaseId back,
            Instant until,
            @Nullable Instant confirmBy) {
        public Trial {
            requireNonNull(back, "back");
            requireNonNull(until, "until");
        }
    }

    /**
     * A release that is neither gone back to nor pushed without force.
     *
     * @param by whoever left it; {@code agent} when it failed in its probation
     */
    public record Bad(ReleaseId release, Instant since, String by, String reason) {
        public Bad {
            requireNonNull(release, "release");
            requireNonNull(since, "since");
            requireNonNull(by, "by");
            requireNonNull(reason, "reason");
        }
    }
}
