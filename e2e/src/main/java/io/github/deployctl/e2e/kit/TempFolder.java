package io.github.deployctl.e2e.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder directly under the system's temporary one: a Unix socket's path has room for 107 bytes (unix(7)), and sshd opens the authorized keys as the user, so
 * it cannot be under a closed home folder.
 */
public final class TempFolder implements AutoCloseable {
    private static final Duration END = Duration.ofSeconds(30);

    private final Path path;

    public TempFolder() throws IOException {
        this.path = Files.createTempDirectory("deployctl-e2e-").toRealPath();
    }

    public Path path() {
        return path;
    }

    /** Ends every process whose command line names this folder or that works in it, and removes it. */
    @Override
    public void close() throws IOException {
        try {
            // Whoever is not dead yet may still make files.
            Patience.await(END, "processes of " + path + " did not end", () -> !Processes.killOf(path));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<Path> entries;
        try (Stream<Path> walk = Files.walk(path)) {
            entries = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path entry : entries) {
            Files.deleteIfExists(entry);
        }
    }
}
