package io.github.deployctl.agent;

import io.github.deployctl.agent.release.StorePaths;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.common.release.Quoted;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code run|reload|connect APP [--state-dir DIR] [--run-dir DIR] [--log-dir DIR] [--env-file FILE] [--stop-mark FILE]}.
 *
 * @param stopMark is there when a signal to end is meant for the app too; empty when each is
 */
record Arguments(Verb verb, AppName app, StorePaths paths, Optional<Path> stopMark) {
    static final String USAGE = """
            usage: deployctl-agent run APP [--state-dir DIR] [--run-dir DIR] [--log-dir DIR] [--env-file FILE]
                                           [--stop-mark FILE]
                   deployctl-agent reload APP [--run-dir DIR]
                   deployctl-agent connect APP [--run-dir DIR]
                   deployctl-agent --version

            run      holds APP's listening sockets and hands them from one generation of it to the next
            reload   has a running agent restart APP without a lost request, and waits until that is done
            connect  passes standard input and output on to a running agent, for `deployctl` where sshd
                     forwards no sockets

              --state-dir DIR  releases and state (default /var/lib/deployctl/APP)
              --run-dir DIR    sockets and PID file (default /run/deployctl/APP)
              --log-dir DIR    the app's output (default /var/log/deployctl/APP)
              --env-file FILE  the host's settings for the app (default /etc/deployctl/APP.env)
              --stop-mark FILE TERM and INT end the app only while FILE is there; while it is not, the agent ends
                               alone, the app serves on, and the next agent takes it up again

            TERM and INT end the app gracefully and then the agent; HUP, USR1 and USR2 hand over to a new
            process of the current release.
            """;

    private static final String STOP_MARK = "--stop-mark";

    /** Tells whether a signal to end that has just come is meant for the app too. */
    boolean endsApp() {
        return stopMark.isEmpty() || Files.exists(stopMark.get());
    }

    /** What is to be done. */
    enum Verb {
        RUN,
        RELOAD,
        CONNECT;

        static @Nullable Verb of(String word) {
            return Stream.of(values())
                    .filter(verb -> verb.name().toLowerCase(Locale.ROOT).equals(word))
                    .findFirst()
                    .orElse(null);
        }
    }

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException with what is wrong with it
     */
    static Arguments parse(List<String> args) {
        Verb verb = args.size() < 2 ? null : Verb.of(args.get(0));
        if (verb == null) {
            throw new IllegalArgumentException("expected: run APP, reload APP or connect APP");
        }
        AppName app = new AppName(args.get(1));
        Map<String, Path> options = new HashMap<>(Map.of(
                "--state-dir", Path.of("/var/lib/deployctl", app.value()),
                "--run-dir", Path.of("/run/deployctl", app.value()),
                "--log-dir", Path.of("/var/log/deployctl", app.value()),
                "--env-file", Path.of("/etc/deployctl", app.value() + ".env")));
        for (int i = 2; i < args.size(); i += 2) {
            String option = args.get(i);
            if (!options.containsKey(option) && !option.equals(STOP_MARK)) {
                throw new IllegalArgumentException("unknown option " + Quoted.of(option));
            }
            if (i + 1 == args.size()) {
                throw new IllegalArgumentException("option " + option + " needs a path");
            }
            options.put(option, Path.of(args.get(i + 1)).toAbsolutePath());
        }
        return new Arguments(verb, app, paths(options), Optional.ofNullable(options.get(STOP_MARK)));
    }

    private static StorePaths paths(Map<String, Path> options) {
        return new StorePaths(
                options.getOrDefault("--state-dir", Path.of("")),
                options.getOrDefault("--run-dir", Path.of("")),
                options.getOrDefault("--log-dir", Path.of("")),
                options.getOrDefault("--env-file", Path.of("")));
    }
}
