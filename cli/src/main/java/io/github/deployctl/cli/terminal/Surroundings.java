package io.github.deployctl.cli.terminal;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * What a process finds around it. Nothing below {@code main} asks the platform for it.
 *
 * @param folder the working folder, absolute
 * @param home the user's own folder, absolute
 * @param user the login name of whoever runs this
 * @param machine the name of the machine this runs on
 */
public record Surroundings(
        Map<String, String> environment, Path folder, Path home, String user, String machine, InstantSource clock) {
    public Surroundings {
        environment = Map.copyOf(environment);
        requireNonNull(folder, "folder");
        requireNonNull(home, "home");
        requireNonNull(user, "user");
        requireNonNull(machine, "machine");
        requireNonNull(clock, "clock");
    }

    /** Returns the folder for what can be had again, absolute (XDG Base Directory Specification; a relative one is to be ignored). */
    public Path cache() {
        return folder("XDG_CACHE_HOME", ".cache");
    }

    /** Returns the folder for what is to outlive a command and is no setting, absolute, as {@link #cache}. */
    public Path state() {
        return folder("XDG_STATE_HOME", ".local/state");
    }

    /** Returns the folder for a user's own settings, absolute, as {@link #cache}. */
    public Path config() {
        return folder("XDG_CONFIG_HOME", ".config");
    }

    private Path folder(String variable, String usual) {
        return variable(variable)
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElse(home.resolve(usual))
                .resolve("deployctl");
    }

    /** Returns an environment variable that is set to something. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }
}
