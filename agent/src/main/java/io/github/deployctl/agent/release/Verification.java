package io.github.deployctl.agent.release;

import io.github.deployctl.common.release.Checksum;
import io.github.deployctl.common.release.ReleaseId;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Compares artifacts with what was installed, and remembers which were found damaged. Thread-safe. */
final class Verification {
    private final StorePaths paths;
    private final Set<ReleaseId> damaged = ConcurrentHashMap.newKeySet();

    Verification(StorePaths paths) {
        this.paths = paths;
    }

    /** Reads the artifact and returns what is wrong with it, or nothing. */
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

    /** It has just been put together from what was verified. */
    void installed(ReleaseId release) {
        damaged.remove(release);
    }

    private Optional<String> look(Release release) {
        Path artifact = paths.artifact(release.id());
        if (!Files.isRegularFile(artifact, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(artifact + " is not there, or is no plain file");
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(artifact), 1 << 16)) {
            Checksum actual = Checksum.of(in);
            return actual.equals(release.artifact())
                    ? Optional.empty()
                    : Optional.of(
                            artifact + " has SHA-256 " + actual + ", installed was one with " + release.artifact());
        } catch (IOException e) {
            return Optional.of(artifact + " cannot be read: " + e.getMessage());
        }
    }
}
