package io.github.deployctl.cli.artifact;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.release.Checksum;
import io.github.deployctl.common.release.ReleaseId;
import java.nio.file.Path;

/**
 * An executable jar on this machine, as it was when it was read.
 *
 * @param size in bytes
 * @param version as the jar names it, or the time when it names none
 */
public record Artifact(Path file, long size, Checksum checksum, String version) {
    public Artifact {
        requireNonNull(file, "file");
        requireNonNull(checksum, "checksum");
        requireNonNull(version, "version");
    }

    /** Returns the id its release has on every host. */
    public ReleaseId release() {
        return ReleaseId.of(version, checksum);
    }
}
