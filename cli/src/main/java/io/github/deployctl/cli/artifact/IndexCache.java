package io.github.deployctl.cli.artifact;

import io.github.deployctl.common.delta.Index;
import io.github.deployctl.common.release.Checksum;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What artifacts that were sent from here, or described by an agent, consist of, so that the next push need not ask. A file for each, under its checksum; one
 * that cannot be read or written is as good as none. Several processes may use one folder.
 */
public final class IndexCache {
    private static final String SUFFIX = ".index";
    private static final int MOST_FILES = 50;

    private final Path folder;
    private final InstantSource clock;

    public IndexCache(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    public Optional<Index> find(Checksum artifact) {
        Path file = file(artifact);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            Index index = Index.read(in);
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
            return Optional.of(index);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Keeps the index of an artifact, and forgets those that were not used for the longest time. */
    public void keep(Checksum artifact, Index index) {
        try {
            Files.createDirectories(folder);
            // Always the same name, so that nothing is left for good by a process that ends here. Should two write it,
            // the worst is an index that misses.
            Path unfinished = folder.resolve(artifact.hex() + ".unfinished");
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished))) {
                index.write(out);
            }
            Files.move(unfinished, file(artifact), StandardCopyOption.ATOMIC_MOVE);
            forgetOldest();
        } catch (IOException e) {
            // The next push asks the agent.
        }
    }

    private void forgetOldest() throws IOException {
        List<Path> oldest;
        try (Stream<Path> files = Files.list(folder)) {
            oldest = files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted(Comparator.comparingLong(IndexCache::usedAt).reversed())
                    .skip(MOST_FILES)
                    .toList();
        }
        for (Path file : oldest) {
            Files.deleteIfExists(file);
        }
    }

    private static long usedAt(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException goneMeanwhile) {
            return Long.MAX_VALUE;
        }
    }

    private Path file(Checksum artifact) {
        return folder.resolve(artifact.hex() + SUFFIX);
    }
}
