package io.github.deployctl.cli.command;

import io.github.deployctl.cli.completion.SeenReleases;
import io.github.deployctl.cli.report.StatusText;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code deployctl status}. */
@Command(
        name = "status",
        headerHeading = "Example: deployctl status web1%n%n",
        header = "Shows what serves.",
        footer = {
            "%n--watch repaints a terminal; elsewhere a line comes with each change, with --json a",
            "document a line. It goes on when a host is lost, and ends with Ctrl-C (exit status 130)."
        },
        mixinStandardHelpOptions = true)
final class StatusCommand extends HostsVerb {
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofHours(1);

    @Option(
            names = {"-w", "--watch"},
            description = "go on, and show what changes")
    private boolean watch;

    @Option(names = "--interval", paramLabel = "TIME", description = "how often to look; default 1s")
    private Duration interval = Duration.ofSeconds(1);

    StatusCommand(Console console) {
        super(console);
    }

    @Override
    int run(Workspace workspace, Output shown) throws FailureException {
        if (watch) {
            return new WatchView(shown).run(workspace, interval());
        }
        SurveyView<Reply.StatusReport> view = new SurveyView<>("status", shown, Reply.StatusReport.class);
        return view.run(workspace, new Request.Status(), this::lines);
    }

    private Duration interval() throws FailureException {
        if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
            throw Failure.of(FailureCode.USAGE, "--interval must be between 100ms and 1h")
                    .asException();
        }
        return interval;
    }

    private List<String> lines(String label, Reply.StatusReport status) {
        // What a shell completes after rollback --to.
        new SeenReleases(console().surroundings().cache()).note(status.app(), status.releases());
        return StatusText.of(label, status, console().surroundings().clock().instant());
    }
}
