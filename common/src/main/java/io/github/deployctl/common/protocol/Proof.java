package io.github.deployctl.common.protocol;

import java.util.List;

/**
 * What the kernel showed of the users' side of a hand-over.
 *
 * @param refused connections that the kernel dropped because an accept queue was full
 * @param longestWaitMillis the longest that a connection can have waited to be accepted
 * @param windowMillis how long was looked
 * @param looks how often
 * @param findings what was not as it should be, in words
 */
public record Proof(long refused, long longestWaitMillis, long windowMillis, int looks, List<String> findings) {
    public Proof {
        findings = List.copyOf(findings);
    }
}
