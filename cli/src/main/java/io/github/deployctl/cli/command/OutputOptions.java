package io.github.deployctl.cli.command;

import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.DebugLog;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.cli.terminal.Output.Verbosity;
import io.github.deployctl.cli.terminal.OutputChoice;
import io.github.deployctl.cli.terminal.OutputMode;
import io.github.deployctl.common.failure.FailureException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that every verb has about its output. */
public final class OutputOptions {
    private static final Pattern VALUE = Pattern.compile("(?s)(?<=^\\w{1,255})=.*");

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--output",
            paramLabel = "MODE",
            description = "${COMPLETION-CANDIDATES}; default auto: tty on a terminal, else github in a job of GitHub"
                    + " Actions, else plain")
    private @Nullable OutputMode mode;

    @Option(names = "--json", description = "same as --output json: one document on standard output")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "no progress, only the result and errors")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "say more; show the trace of a defect")
    private boolean verbose;

    @Option(names = "--no-color", description = "no colours")
    private boolean noColor;

    /** Obeyed before the command line is read, by whoever makes the console. */
    @Option(names = "--no-input", description = "ask nothing, as where there is no terminal")
    boolean noInput;

    @Option(
            names = "--debug-log",
            paramLabel = "FILE",
            description = "write what is done and answered to a file, with times, for a report of a fault")
    private @Nullable Path debugLog;

    private @Nullable Output made;

    /**
     * Returns the output of the command, the same one each time.
     *
     * @throws FailureException {@code USAGE} when the file for a debug log cannot be written
     */
    public Output on(Console console) throws FailureException {
        if (made == null) {
            Verbosity verbosity = verbose ? Verbosity.VERBOSE : quiet ? Verbosity.QUIET : Verbosity.NORMAL;
            UserDefaults own = UserDefaults.lenient(console.surroundings());
            OutputMode said = mode == null ? own.mode() : mode;
            OutputMode wished = json && said != OutputMode.JSONL ? OutputMode.JSON : said;
            boolean colour = !noColor && !own.forbidsColour();
            made = new OutputChoice(command(), wished, verbosity, colour).on(console, log(console));
        }
        return made;
    }

    private DebugLog log(Console console) throws FailureException {
        if (debugLog == null) {
            return DebugLog.NONE;
        }
        DebugLog log = DebugLog.open(
                console.surroundings().folder().resolve(debugLog),
                console.surroundings().clock(),
                console.secrets()::redact);
        log.add("deployctl " + Version.current() + ", Java " + Runtime.version() + ", on "
                + console.surroundings().machine());
        log.add(String.join(" ", words()));
        return log;
    }

    /** What comes after {@code --} is a command for a host, and its arguments are nobody's business; a value that a variable was given in spite of all is not either. */
    private List<String> words() {
        List<String> words = spec == null
                ? List.of()
                : spec.root().commandLine().getParseResult().originalArgs();
        if (words.contains("--")) {
            return words.subList(0, words.indexOf("--"));
        }
        boolean isEnv = words.contains("env");
        return words.stream()
                .map(word -> isEnv ? VALUE.matcher(word).replaceFirst("=***") : word)
                .toList();
    }

    /** Returns what was typed, to be proposed again. */
    Again again() {
        return spec == null
                ? new Again("", List.of())
                : Again.of(command(), spec.commandLine().getParseResult());
    }

    /** Returns the name of the command without that of the tool, such as {@code lock status}. */
    private String command() {
        return spec == null ? "" : spec.qualifiedName(" ").replaceFirst("^\\S+ ?", "");
    }

    /** The command has ended: says what is told once for all of it, if it has shown anything. */
    public void finish(int status) {
        if (made != null) {
            made.finish(status);
        }
    }

    /** Returns whether a program reads the output. */
    public boolean isJson() {
        return json || (mode != null && mode.isJson());
    }

    public boolean isVerbose() {
        return verbose;
    }
}
