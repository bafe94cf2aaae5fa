package io.github.deployctl.agent.launch;

import io.github.deployctl.common.jar.MainClass;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarFile;

/**
 * What the agent must know of a jar before it starts it.
 *
 * @param mainClass from the manifest
 * @param feature the Java feature release its main code was compiled for; 0 when that cannot be seen
 */
public record ArtifactInspection(String mainClass, int feature) {
    /** Returns nothing when the file is no jar that {@code java -jar} could start. */
    public static Optional<ArtifactInspection> of(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return MainClass.in(file).map(found -> new ArtifactInspection(found.name(), found.feature()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
