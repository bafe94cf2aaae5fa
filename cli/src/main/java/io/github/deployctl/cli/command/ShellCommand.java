package io.github.deployctl.cli.command;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.cli.completion.Completions;
import io.github.deployctl.cli.demo.Tool;
import io.github.deployctl.cli.remote.ssh.KeptConnections;
import io.github.deployctl.cli.shell.HistoryFile;
import io.github.deployctl.cli.shell.Shell;
import io.github.deployctl.cli.shell.Words;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.OutputMode;
import io.github.deployctl.cli.terminal.Prompt;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code deployctl shell}. */
@Command(
        name = "shell",
        headerHeading = "Examples: deployctl shell --config shop.yml%n          deployctl shell <commands.txt%n%n",
        header = "Runs one command after another, and keeps the connections to the hosts open.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nAt a terminal each line is a command without its \"deployctl\", with quotes as in sh; Tab completes,",
            "Ctrl-C ends the command that runs as it does outside (twice: at once), exit or Ctrl-D leave. What a",
            "command ended with stands in the prompt unless it is 0. Elsewhere the lines of standard input are run up",
            "to the first that fails, whose exit code it is. Options given here count for every line that has them not."
        })
final class ShellCommand implements Callable<Integer> {
    private final Console console;
    private final Tool tool;
    private boolean within;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = Defaults.KEEP_GOING, description = "not at a terminal: go on after a line that failed")
    private boolean keepGoing;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    /** This one and those below are obeyed by {@link Defaults}. */
    @Option(names = "--output", paramLabel = "MODE", description = "${COMPLETION-CANDIDATES}")
    @Nullable
    OutputMode mode;

    @Option(
            names = {"-q", "--quiet"},
            description = "no progress, only the result and errors")
    boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "say more; show the trace of a defect")
    boolean verbose;

    @Option(names = "--no-color", description = "no colours")
    boolean noColor;

    @Option(names = "--no-input", description = "ask nothing, and show no prompt")
    boolean noInput;

    /** Known so that whoever gives it is told what to do instead. */
    @Option(names = "--debug-log", paramLabel = "FILE", hidden = true)
    @Nullable
    Path debugLog;

    ShellCommand(Console console, Tool tool) {
        this.console = console;
        this.tool = tool;
    }

    /** It is itself one of several commands. */
    void isWithin() {
        within = true;
    }

    @Override
    public Integer call() throws FailureException {
        if (within) {
            throw Failure.of(FailureCode.USAGE, "nothing was done: this is a shell already")
                    .asException();
        }
        if (debugLog != null) {
            // Of several that write to one file only the last would be found there.
            throw Failure.of(
                            FailureCode.USAGE,
                            "nothing was done: each command of a shell has a debug log of its own, and the shell has none")
                    .hint("deployctl shell, and in it a command with --debug-log " + debugLog)
                    .asException();
        }
        Defaults defaults = new Defaults(requireNonNull(spec).commandLine().getParseResult(), console, tool);
        try (KeptConnections kept = new KeptConnections()) {
            Shell shell = new Shell(console, (words, own, loans) -> tool.run(defaults.in(words), own, loans), kept);
            return console.screen().canAnswer() ? converse(shell) : shell.runScript(keepGoing);
        } catch (IOException e) {
            throw Failure.of(FailureCode.USAGE, "the lines cannot be read: " + e.getMessage())
                    .asException();
        }
    }

    private int converse(Shell shell) throws IOException {
        CompletableFuture<Completions> completions = new CompletableFuture<>();
        Prompt.Completion completion = (words, begun) -> {
            // Nobody waits for the prompt until every verb is known.
            if (!completions.isDone()) {
                completions.complete(completions());
            }
            return completions.join().after(words, begun).stream()
                    .map(word -> new Prompt.Completion.Word(word.text(), word.about()))
                    .toList();
        };
        try (Prompt prompt = Prompt.open(completion, Words::isUnfinished)) {
            return shell.converse(prompt, new HistoryFile(console.surroundings().state()));
        }
    }

    private Completions completions() {
        return new Completions(
                Commands.on(console, tool),
                new KnownWords(console.surroundings(), connection.config),
                console.surroundings().folder());
    }
}
