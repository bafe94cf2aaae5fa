package io.github.deployctl.agent.posix;

import io.github.deployctl.agent.os.LaunchCommand;
import io.github.deployctl.agent.os.OsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the program of a command before anything is started, so that a launch through a shell reports a missing one as plainly as a direct launch does.
 */
final class Program {
    /** What execvp(3) uses when there is no PATH. */
    private static final String DEFAULT_PATH = "/bin:/usr/bin";

    private Program() {}

    /** @throws OsException ENOENT when there is none, EACCES when there is one that may not be executed */
    static Path find(LaunchCommand command) throws OsException {
        String name = command.argv().get(0);
        boolean seen = false;
        for (Path candidate : candidates(command, name)) {
            if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
                return candidate;
            }
            seen |= Files.exists(candidate);
        }
        throw seen
                ? new OsException("execute " + name, "EACCES", "Permission denied")
                : new OsException("execute " + name, "ENOENT", "No such file or directory");
    }

    private static List<Path> candidates(LaunchCommand command, String name) {
        if (name.contains("/")) {
            return List.of(command.cwd().resolve(name));
        }
        List<Path> candidates = new ArrayList<>();
        for (String folder : command.env().getOrDefault("PATH", DEFAULT_PATH).split(":", -1)) {
            candidates.add(command.cwd().resolve(folder).resolve(name));
        }
        return candidates;
    }
}
