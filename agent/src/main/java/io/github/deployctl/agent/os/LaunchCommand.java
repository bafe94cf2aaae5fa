package io.github.deployctl.agent.os;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A process to start.
 *
 * @param argv the program (a path, or a name to be found on the PATH of {@code env}) and its arguments, passed verbatim
 * @param env the whole environment
 * @param cwd an existing folder
 * @param log gets stdout and stderr, appended; created with mode 0640; stdin is {@code /dev/null}
 * @param fds become descriptors 3, 4, ... of the child, in this order; they stay the caller's
 */
public record LaunchCommand(List<String> argv, Map<String, String> env, Path cwd, Path log, List<Fd> fds) {
    public LaunchCommand {
        argv = List.copyOf(argv);
        env = Map.copyOf(env);
        fds = List.copyOf(fds);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a launch needs a program");
        }
    }
}
