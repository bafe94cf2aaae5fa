package io.github.deployctl.cli.demo;

import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder this tool is installed in, with the agent's distribution. */
public record Installed(Path home) {
    /**
     * Looks whether the installation that this process was started from is whole.
     *
     * @param otherwise what does not happen when it is not
     */
    public static Installed ofThisProcess(String otherwise) throws FailureException {
        // The launcher says where it is installed.
        return in(System.getProperty("deployctl.home"), otherwise);
    }

    private static Installed in(@Nullable String home, String otherwise) throws FailureException {
        if (home == null) {
            throw incomplete(otherwise, "this deployctl was not started by its installed launcher");
        }
        Installed installed = new Installed(Path.of(home));
        for (Path needed : Stream.of(
                        "deployctl-agent",
                        "deployctl-agent.jar",
                        "deployctl-adopter.jar",
                        "deployctl-agent@.service",
                        "setup")
                .map(installed.home.resolve("agent")::resolve)
                .toList()) {
            if (!Files.exists(needed)) {
                throw incomplete(otherwise, "the installation lacks " + needed);
            }
        }
        return installed;
    }

    /** Returns the folder with all that a host is set up with. */
    public Path distribution() {
        return home.resolve("agent");
    }

    Path agent() {
        return home.resolve("agent/deployctl-agent");
    }

    Path launcher() {
        return home.resolve("bin/deployctl");
    }

    private static FailureException incomplete(String otherwise, String why) {
        return Failure.of(FailureCode.NOT_DEPLOYED, otherwise + ": " + why)
                .hint("./install.sh, in a clone of the project")
                .asException();
    }
}
