package io.github.deployctl.agent.release;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** What is done to whole folders and to modes. A link is never followed. */
final class Folders {
    private Folders() {}

    /** Removes what is in {@code folder} by names that match. */
    static void clear(Path folder, String glob) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, glob)) {
            for (Path each : left) {
                delete(each);
            }
        }
    }

    /** Removes a folder of ours and all in it, or a file. A link in it goes, what it points to stays. */
    static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(folder);
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                delete(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    /** Returns how many bytes the files right in {@code folder} have, but for {@code one}; what cannot be read counts nothing. */
    static long size(Path folder, Path one) {
        long size = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (!file.equals(one) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    size += Files.size(file);
                }
            }
        } catch (IOException e) {
            return size;
        }
        return size;
    }

    static void makeExecutable(Path file) throws IOException {
        Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(file));
        permissions.add(PosixFilePermission.OWNER_EXECUTE);
        Files.setPosixFilePermissions(file, permissions);
    }
}
