package io.github.deployctl.cli.demo;

import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder this tool is installed in, with everything that the demo starts from there. */
public record Installed(Path home) {
    /** Looks whether the installation that this process was started from is whole. */
    public static Installed ofThisProcess() throws FailureException {
        // The launcher says where it is installed.
        return in(System.getProperty("deployctl.home"));
    }

    private static Installed in(@Nullable String home) throws FailureException {
        if (home == null) {
            throw incomplete("this deployctl was not started by its installed launcher");
        }
        Installed installed = new Installed(Path.of(home));
        for (Path needed : Stream.of("deployctl-agent", "deployctl-agent.jar", "deployctl-adopter.jar")
                .map(installed.home.resolve("agent")::resolve)
                .toList()) {
            if (!Files.exists(needed)) {
                throw incomplete("the installation lacks " + needed);
            }
        }
        return installed;
    }

    Path agent() {
        return home.resolve("agent/deployctl-agent");
    }

    Path launcher() {
        return home.resolve("bin/deployctl");
    }

    private static FailureException incomplete(String why) {
        return Failure.of(FailureCode.NOT_DEPLOYED, "the demo was not run: " + why)
                .hint("./install.sh --demo, in a clone of the project")
                .asException();
    }
}
