package io.github.deployctl.cli.artifact;

import io.github.deployctl.common.release.Checksum;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The checksums of files that were read before, so that a file that is as it was is not read again. One line for each: checksum, stamp, path. What cannot be read
 * or written is as good as none; of several processes that write at once the last wins.
 */
public final class ChecksumCache {
    private static final int MOST = 50;

    private final Path file;
    private final InstantSource clock;

    public ChecksumCache(Path folder, InstantSource clock) {
        this.file = folder.resolve("checksums");
        this.clock = clock;
    }

    /** Returns the checksum of {@code artifact}, if it was read when it had this stamp. */
    Optional<Checksum> find(Path artifact, FileStamp stamp) {
        String end = " " + stamp.text() + " " + name(artifact);
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.endsWith(end))
                    .map(line -> new Checksum(line.substring(0, line.length() - end.length())))
                    .findFirst();
        } catch (IOException | RuntimeException e) {
            // There is none, it is not readable, or somebody has written something else there.
            return Optional.empty();
        }
    }

    /** Keeps what was read of a file that had this stamp before and after it. */
    void keep(Path artifact, FileStamp stamp, Checksum checksum) {
        if (!stamp.isSettled(clock.instant()) || name(artifact).contains("\n")) {
            return;
        }
        try {
            List<String> lines = new ArrayList<>();
            lines.add(checksum + " " + stamp.text() + " " + name(artifact));
            if (Files.isRegularFile(file)) {
                try (Stream<String> older = Files.lines(file, StandardCharsets.UTF_8)) {
                    older.filter(line -> !line.endsWith(" " + name(artifact)))
                            .limit(MOST - 1)
                            .forEach(lines::add);
                }
            }
            Files.createDirectories(file.resolveSibling("."));
            Path unfinished = Files.createTempFile(file.resolveSibling("."), "checksums-", ".unfinished");
            try {
                Files.write(unfinished, lines, StandardCharsets.UTF_8);
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException | RuntimeException e) {
            // The next push reads the file.
        }
    }

    private static String name(Path artifact) {
        return artifact.toAbsolutePath().normalize().toString();
    }
}
