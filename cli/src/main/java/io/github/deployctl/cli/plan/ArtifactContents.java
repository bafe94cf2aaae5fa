package io.github.deployctl.cli.plan;

import io.github.deployctl.cli.artifact.Artifact;
import io.github.deployctl.common.jar.Component;
import io.github.deployctl.common.jar.Components;
import io.github.deployctl.common.jar.MainClass;
import java.io.IOException;
import java.util.List;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * What is in the artifact that would be pushed.
 *
 * @param feature the Java feature release that it was compiled for; 0 where that cannot be seen
 * @param components the libraries in it; null where it is no jar, or is not here
 */
public record ArtifactContents(int feature, @Nullable List<Component> components) {
    private static final ArtifactContents UNKNOWN = new ArtifactContents(0, null);

    /** Reads the names in it, and not its bytes. */
    public static ArtifactContents of(Artifact artifact) {
        // Unverified: signatures are the app's matter, and checking them would read the whole jar.
        try (JarFile jar = new JarFile(artifact.file().toFile(), false)) {
            int feature = MainClass.in(jar).map(MainClass::feature).orElse(0);
            return new ArtifactContents(feature, Components.in(jar));
        } catch (IOException e) {
            return UNKNOWN;
        }
    }
}
