package io.github.deployctl.e2e;

import io.github.deployctl.common.release.Checksum;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What an agent holds, read from its disk. */
final class HeldArtifacts {
    private HeldArtifacts() {}

    /** Returns the sum of the artifact of the release whose id begins so, in the state folder of an app. */
    static Checksum of(Path state, String release) throws IOException {
        try (Stream<Path> releases = Files.list(state.resolve("releases"))) {
            Path held = releases.filter(
                            folder -> folder.getFileName().toString().startsWith(release))
                    .findFirst()
                    .orElseThrow();
            return checksum(held.resolve("app.jar"));
        }
    }

    static Checksum checksum(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Checksum.of(in);
        }
    }
}
