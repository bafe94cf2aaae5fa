package io.github.deployctl.cli.artifact;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** Looks where builds leave their jars. */
public final class ArtifactFinder {
    private static final List<Path> PLACES = List.of(Path.of("target"), Path.of("build", "libs"));

    private ArtifactFinder() {}

    /** Returns the executable jar of the project, relative to {@code folder}, when there is exactly one. */
    public static Optional<Path> find(Path folder) {
        List<Path> found = new ArrayList<>();
        for (Path place : PLACES) {
            found.addAll(executables(folder, place));
        }
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private static List<Path> executables(Path folder, Path place) {
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(folder.resolve(place))) {
            return found;
        }
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder.resolve(place), "*.jar")) {
            for (Path jar : jars) {
                if (isExecutable(jar)) {
                    found.add(place.resolve(jar.getFileName()));
                }
            }
        } catch (IOException e) {
            // A folder that cannot be listed holds nothing that could be deployed.
            return List.of();
        }
        return found;
    }

    private static boolean isExecutable(Path file) {
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            Manifest manifest = jar.getManifest();
            return manifest != null && manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS) != null;
        } catch (IOException e) {
            return false;
        }
    }
}
