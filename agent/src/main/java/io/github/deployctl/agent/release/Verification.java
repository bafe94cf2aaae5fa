package io.github.deployctl.agent.release;

import io.github.deployctl.common.release.Checksum;
import io.github.deployctl.common.release.ReleaseId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares artifacts with what was installed, and remembers which were found damaged. A file that this agent has read or received, and that nobody has written
 * to since, is not read again: a crash would cost users the time for it. Thread-safe.
 */
final class Verification {
    private final StorePaths paths;
    private final Map<Checksum, Stamp> sound = new ConcurrentHashMap<>();
    private final Set<ReleaseId> damaged = ConcurrentHashMap.newKeySet();

    Verification(StorePaths paths) {
        this.paths = paths;
    }

    /** By which a file is known to be the same that it was. Neither another link to it nor its mode changes it. */
    private record Stamp(@Nullable Object inode, long size, FileTime written) {
        static Stamp of(Path file) throws IOException {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return new Stamp(attributes.fileKey(), attributes.size(), attributes.lastModifiedTime());
        }
    }

    /** The bytes of {@code file} have just passed through this agent and had this checksum. */
    void received(Checksum artifact, Path file) throws IOException {
        sound.put(artifact, Stamp.of(file));
    }

    /** Returns what is wrong with a release's artifact, or nothing. */
    Optional<String> fault(Release release) {
        Optional<String> fault = look(release);
        if (fault.isPresent()) {
            damaged.add(release.id());
        } else {
            damaged.remove(release.id());
        }
        return fault;
    }

    boolean isDamaged(ReleaseId release) {
        return damaged.contains(release);
    }

    /** It has just been put together anew. */
    void installed(ReleaseId release) {
        damaged.remove(release);
    }

    private Optional<String> look(Release release) {
        Path artifact = paths.artifact(release.id());
        if (!Files.isRegularFile(artifact, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(artifact + " is not there, or is no plain file");
        }
        try {
            Stamp stamp = Stamp.of(artifact);
            if (stamp.equals(sound.get(release.artifact()))) {
                return Optional.empty();
            }
            Checksum actual = read(artifact);
            if (!actual.equals(release.artifact())) {
                return Optional.of(
                        artifact + " has SHA-256 " + actual + ", installed was one with " + release.artifact());
            }
            sound.put(actual, stamp);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(artifact + " cannot be read: " + e.getMessage());
        }
    }

    private static Checksum read(Path artifact) throws IOException {
        try (InputStream in = Files.newInputStream(artifact)) {
            return Checksum.of(in);
        }
    }
}
