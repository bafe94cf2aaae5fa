package io.github.deployctl.cli.command;

import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.common.config.Durations;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Request;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code deployctl logs}. */
@Command(
        name = "logs",
        headerHeading = "Example: deployctl logs web1 -f%n%n",
        header = "Shows what the app printed, on standard output and standard error.",
        footer = {
            "%nOf a process's output the last 16 to 32 MiB are kept, of the last 20 processes.",
            "Lines carry no time of ours: --since may show lines that are some seconds older,",
            "of a process that has printed for hours some more, and never leaves one out.",
            "Of several hosts the lines come in the order of time, by the hosts' clocks and as precisely",
            "as that; each host's own are in their order. With -f they come as they are printed.",
            "-f ends with Ctrl-C (exit status 130), and with the process that --generation names."
        },
        mixinStandardHelpOptions = true)
final class LogsCommand extends HostsVerb {
    private static final int USUAL_LINES = 100;

    @Option(
            names = {"-f", "--follow"},
            description = "go on as lines come, and into the next process after a hand-over")
    private boolean follow;

    @Option(
            names = {"-g", "--generation"},
            paramLabel = "N",
            description = "of this process, as status numbers them; default: the one that serves")
    private @Nullable Long generation;

    @Option(names = "--since", paramLabel = "TIME", description = "10m, 2h, or 2026-01-31T12:00:00Z; of every process")
    private @Nullable String since;

    @Option(
            names = "--grep",
            paramLabel = "REGEX",
            description = "only lines in which this is found, as java.util.regex has it")
    private @Nullable String grep;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            description = "of the last N lines; default 100, with --since or --grep all")
    private @Nullable Integer lines;

    @Option(names = "--raw", description = "leave control characters as they are; else they are shown: \\x1b")
    private boolean raw;

    LogsCommand(Console console) {
        super(console);
    }

    @Override
    int run(Workspace workspace, Output shown) throws FailureException {
        Request.Logs request = request();
        return new LogsView(shown, request, raw).run(workspace, Grep.of(grep));
    }

    private Request.Logs request() throws FailureException {
        int usual = since == null && (grep == null || follow) ? USUAL_LINES : Integer.MAX_VALUE;
        int count = lines == null ? usual : lines;
        if (count < 0) {
            throw wrong("--lines must not be negative");
        }
        String time = since;
        if (time == null) {
            return new Request.Logs(generation, count, null, null, follow);
        }
        // The host's clock counts, so a time that is relative to now is sent as that.
        Long ago = time.matches("\\d+[a-z]+") ? (Long) ago(time) : null;
        return new Request.Logs(generation, count, ago == null ? instant(time) : null, ago, follow);
    }

    private static long ago(String text) throws FailureException {
        try {
            return Durations.parse(text).toMillis();
        } catch (IllegalArgumentException e) {
            throw wrong("--since: " + e.getMessage());
        }
    }

    private static Instant instant(String text) throws FailureException {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw wrong("--since is neither a time span (10m) nor a time with its zone (2026-01-31T12:00:00Z)");
        }
    }

    private static FailureException wrong(String what) {
        return Failure.of(FailureCode.USAGE, what).asException();
    }
}
