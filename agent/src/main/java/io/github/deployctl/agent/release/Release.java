package io.github.deployctl.agent.release;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.release.Checksum;
import io.github.deployctl.common.release.ReleaseId;

/**
 * An immutable installed artifact with the declaration it was pushed with, so that going back to it restores flags and listeners with the jar.
 *
 * @param size of the artifact, in bytes
 */
public record Release(ReleaseId id, Checksum artifact, long size, Declaration declaration) {
    public Release {
        requireNonNull(id, "id");
        requireNonNull(artifact, "artifact");
        requireNonNull(declaration, "declaration");
        if (size <= 0) {
            throw new IllegalArgumentException("an artifact of " + size + " bytes is not a release");
        }
    }
}
