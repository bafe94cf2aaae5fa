package io.github.deployctl.agent.launch;

import io.github.deployctl.agent.release.JarContents;
import io.github.deployctl.common.jar.MainClass;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarFile;

/**
 * What the agent must know of a jar before it starts it.
 *
 * <p>Of one with a directory that would fill the agent's memory nothing is known, and its start shows whether it is right.
 *
 * @param mainClass from the manifest; empty where nothing is known
 * @param feature the Java feature release its main code was compiled for; 0 when that cannot be seen
 */
public record ArtifactInspection(String mainClass, int feature) {
    private static final ArtifactInspection UNSEEN = new ArtifactInspection("", 0);

    /** Returns nothing when the file is no jar that {@code java -jar} could start. */
    public static Optional<ArtifactInspection> of(Path jar) {
        try {
            return JarContents.fitsMemory(jar) ? in(jar) : Optional.of(UNSEEN);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<ArtifactInspection> in(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return MainClass.in(file).map(found -> new ArtifactInspection(found.name(), found.feature()));
        }
    }
}
