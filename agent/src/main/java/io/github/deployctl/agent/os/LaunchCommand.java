package io.github.deployctl.agent.os;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A process to start.
 *
 * @param argv the program (a path, or a name to be found on the PATH of {@code env}) and its arguments, passed verbatim
 * @param env the whole environment
 * @param cwd an existing folder
 * @param log gets stdout and stderr, appended; created with mode 0640
 * @param fds become descriptors 3, 4, ... of the child, in this order; they stay the caller's
 * @param stdin becomes descriptor 0, and stays the caller's; {@code /dev/null} where it is null
 */
public record LaunchCommand(
        List<String> argv,
        Map<String, String> env,
        Path cwd,
        Path log,
        List<Fd> fds,
        @Nullable Fd stdin) {
    public LaunchCommand {
        argv = List.copyOf(argv);
        env = Map.copyOf(env);
        fds = List.copyOf(fds);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a launch needs a program");
        }
    }

    /** A process that reads nothing. */
    public LaunchCommand(List<String> argv, Map<String, String> env, Path cwd, Path log, List<Fd> fds) {
        this(argv, env, cwd, log, fds, null);
    }

    public LaunchCommand withStdin(Fd wanted) {
        return new LaunchCommand(argv, env, cwd, log, fds, wanted);
    }
}
