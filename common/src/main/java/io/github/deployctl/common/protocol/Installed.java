package io.github.deployctl.common.protocol;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.jar.Component;
import io.github.deployctl.common.release.Checksum;
import io.github.deployctl.common.release.ReleaseId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The release that serves, or would after a start.
 *
 * @param size of the artifact, in bytes
 * @param components the libraries in it; null where it is no jar that can be read
 */
public record Installed(
        ReleaseId release,
        Checksum artifact,
        long size,
        Declaration declaration,
        @Nullable List<Component> components) {
    public Installed {
        requireNonNull(release, "release");
        requireNonNull(artifact, "artifact");
        requireNonNull(declaration, "declaration");
        components = components == null ? null : List.copyOf(components);
    }
}
