package io.github.deployctl.common.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of the public listeners while traffic moved, without a connection to them.
 *
 * @param refused connection attempts that the kernel dropped because an accept queue was full, in the host's network namespace; null when that could not be read
 * @param longestWaitMillis no connection waited longer to be accepted, rounded up; as coarse as the looks, so never 0; null when nothing could be looked at
 * @param windowMillis how long it was looked: from just before the move, or from when the former generation stopped accepting, until it was drained
 * @param looks how often
 * @param findings what was not as it should be, in words, and what was done about it
 * @param unmeasured why one of the figures is missing, or null
 */
public record Proof(
        @Nullable Long refused,
        @Nullable Long longestWaitMillis,
        long windowMillis,
        int looks,
        List<String> findings,
        @Nullable String unmeasured) {
    public Proof {
        findings = List.copyOf(findings);
        if ((refused == null || longestWaitMillis == null) && unmeasured == null) {
            throw new IllegalArgumentException("a figure is missing without a reason");
        }
    }
}
