package io.github.deployctl.agent;

import io.github.deployctl.agent.release.StorePaths;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.common.release.Quoted;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code run APP [--state-dir DIR] [--run-dir DIR] [--log-dir DIR] [--env-file FILE]}. */
record Arguments(AppName app, StorePaths paths) {
    static final String USAGE = """
            usage: deployctl-agent run APP [--state-dir DIR] [--run-dir DIR] [--log-dir DIR] [--env-file FILE]
                   deployctl-agent --version

            Holds APP's listening sockets and hands them from one generation of it to the next.
              --state-dir DIR  releases and state (default /var/lib/deployctl/APP)
              --run-dir DIR    sockets and PID file (default /run/deployctl/APP)
              --log-dir DIR    the app's output (default /var/log/deployctl/APP)
              --env-file FILE  the host's settings for the app (default /etc/deployctl/APP.env)

            TERM and INT end the app gracefully and then the agent; HUP, USR1 and USR2 hand over to a new
            process of the current release.
            """;

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException with what is wrong with it
     */
    static Arguments parse(List<String> args) {
        if (args.size() < 2 || !args.get(0).equals("run")) {
            throw new IllegalArgumentException("expected: run APP");
        }
        AppName app = new AppName(args.get(1));
        Map<String, Path> options = new HashMap<>(Map.of(
                "--state-dir", Path.of("/var/lib/deployctl", app.value()),
                "--run-dir", Path.of("/run/deployctl", app.value()),
                "--log-dir", Path.of("/var/log/deployctl", app.value()),
                "--env-file", Path.of("/etc/deployctl", app.value() + ".env")));
        for (int i = 2; i < args.size(); i += 2) {
            String option = args.get(i);
            if (!options.containsKey(option)) {
                throw new IllegalArgumentException("unknown option " + Quoted.of(option));
            }
            if (i + 1 == args.size()) {
                throw new IllegalArgumentException("option " + option + " needs a path");
            }
            options.put(option, Path.of(args.get(i + 1)).toAbsolutePath());
        }
        return new Arguments(app, paths(options));
    }

    private static StorePaths paths(Map<String, Path> options) {
        return new StorePaths(
                options.getOrDefault("--state-dir", Path.of("")),
                options.getOrDefault("--run-dir", Path.of("")),
                options.getOrDefault("--log-dir", Path.of("")),
                options.getOrDefault("--env-file", Path.of("")));
    }
}
