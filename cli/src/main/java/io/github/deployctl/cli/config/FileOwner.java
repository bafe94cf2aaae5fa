package io.github.deployctl.cli.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Whose a file is. The number counts where it is known: in a container a user may have no name, and then {@code user.name} and the name of a file's owner are
 * not the same text.
 *
 * @param number the uid, or null where there is none to be had: on a system without {@code /proc}, or a file system without uids
 */
record FileOwner(String name, @Nullable Integer number) {
    /** Returns who owns {@code file}. */
    static FileOwner of(Path file) throws IOException {
        return new FileOwner(Files.getOwner(file).getName(), number(file));
    }

    /** Returns as whom this process makes files; {@code name} is the login name. */
    static FileOwner ofThisProcess(String name) throws IOException {
        Path self = Path.of("/proc/self");
        return new FileOwner(name, Files.isDirectory(self) ? number(self) : null);
    }

    private static @Nullable Integer number(Path file) throws IOException {
        try {
            return (Integer) Files.getAttribute(file, "unix:uid");
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return null;
        }
    }

    /** Returns whether {@code reader} may go by what this one has written: whoever it is himself, and root. */
    boolean isTrustedBy(FileOwner reader) {
        if (number == null || reader.number == null) {
            return name.equals("root") || name.equals(reader.name);
        }
        return number == 0 || number.equals(reader.number);
    }
}
