package io.github.deployctl.cli.remote.sshconfig;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Whose configuration it is.
 *
 * @param home the user's own folder, absolute
 * @param folder the working folder, absolute
 * @param user the login name
 * @param machine the name of this machine
 */
public record Here(Path home, Path folder, String user, String machine, Map<String, String> environment) {
    public Here {
        requireNonNull(home, "home");
        requireNonNull(folder, "folder");
        requireNonNull(user, "user");
        requireNonNull(machine, "machine");
        environment = Map.copyOf(environment);
    }

    /** Returns the id of whoever runs this; the owner of a file made now would be the same. */
    long uid() throws IOException {
        Path self = Path.of("/proc/self");
        Object uid = Files.getAttribute(Files.exists(self) ? self : home, "unix:uid");
        return ((Number) uid).longValue();
    }

    Path ssh() {
        return home.resolve(".ssh");
    }
}
