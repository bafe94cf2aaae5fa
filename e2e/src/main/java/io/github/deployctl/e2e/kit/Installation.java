package io.github.deployctl.e2e.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What {@code install.sh --prefix} has made: the launchers and jars that a user has. */
public record Installation(Path prefix) {
    /** What the build has installed for this run of the tests. */
    public static Installation ofThisBuild() {
        return new Installation(Path.of(System.getProperty("deployctl.prefix")));
    }

    /** The command as it is in a user's PATH. */
    public Path deployctl() {
        return prefix.resolve("bin/deployctl");
    }

    /** The jar that is given to apps. */
    public Path adopter() {
        return agent().resolveSibling("deployctl-adopter.jar");
    }

    /** The agent's launcher. */
    public Path agent() {
        try (Stream<Path> versions = Files.list(prefix.resolve("share/deployctl"))) {
            return versions.map(version -> version.resolve("agent/deployctl-agent"))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no agent under " + prefix));
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is installed under " + prefix, e);
        }
    }
}
