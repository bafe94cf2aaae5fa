package io.github.deployctl.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a test needs that a machine may lack. */
final class Needed {
    private Needed() {}

    /** Skips the test, and says so, where {@code program} is in no folder of PATH. A CI run that skipped it would have shown nothing. */
    static void program(String program) {
        if (isThere(program)) {
            return;
        }
        String message =
                "SKIPPED: there is no " + program + " here; ./install.sh --test gets what Debian and Ubuntu have";
        System.err.println(message);
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(message);
        }
        assumeTrue(false, message);
    }

    private static boolean isThere(String program) {
        return List.of(System.getenv("PATH").split(File.pathSeparator, -1)).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
