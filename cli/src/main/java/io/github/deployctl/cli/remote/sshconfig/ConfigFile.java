package io.github.deployctl.cli.remote.sshconfig;

import io.github.deployctl.common.failure.FailureException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A configuration file, and what is required of it.
 *
 * @param includesFrom where a relative Include looks
 * @param guarded whether nobody else may be able to write it
 */
record ConfigFile(Path path, Path includesFrom, boolean guarded) {
    private static final int LARGEST = 1 << 20;

    /** Reads its lines; empty when there is no such file. */
    Optional<List<String>> read(Here here) throws FailureException {
        try {
            if (!Files.isRegularFile(path)) {
                return readNothing();
            }
            if (guarded && !isSafe(here)) {
                throw ConfigLine.refused(
                        path.toString(),
                        "others than its owner may write it, or its owner is somebody else; mend it with: chmod go-w "
                                + path);
            }
            if (Files.size(path) > LARGEST) {
                throw ConfigLine.refused(path.toString(), "larger than " + LARGEST + " bytes");
            }
            return Optional.of(
                    List.of(Files.readString(path, StandardCharsets.UTF_8).split("\n", -1)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (CharacterCodingException e) {
            throw ConfigLine.refused(path.toString(), "it is no UTF-8 text");
        } catch (IOException | UnsupportedOperationException e) {
            throw ConfigLine.refused(path.toString(), "not read: " + e.getMessage());
        }
    }

    private Optional<List<String>> readNothing() throws FailureException {
        if (Files.exists(path)) {
            throw ConfigLine.refused(path.toString(), "it is no regular file");
        }
        return Optional.empty();
    }

    /** As ssh(1), FILES: writable by its owner alone, who is the user or root. */
    private boolean isSafe(Here here) throws IOException {
        long owner = ((Number) Files.getAttribute(path, "unix:uid")).longValue();
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        return (owner == 0 || owner == here.uid())
                && !permissions.contains(PosixFilePermission.GROUP_WRITE)
                && !permissions.contains(PosixFilePermission.OTHERS_WRITE);
    }
}
