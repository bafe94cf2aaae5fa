package io.github.deployctl.cli.command;

import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.cli.terminal.Output.Verbosity;
import io.github.deployctl.cli.terminal.OutputMode;
import picocli.CommandLine.Option;

/** The options that every verb has about its output. */
public final class OutputOptions {
    @Option(
            names = "--output",
            paramLabel = "MODE",
            description = "${COMPLETION-CANDIDATES}; default auto: tty on a terminal, else plain")
    private OutputMode mode = OutputMode.AUTO;

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

    Output on(Console console) {
        Verbosity verbosity = verbose ? Verbosity.VERBOSE : quiet ? Verbosity.QUIET : Verbosity.NORMAL;
        return Output.choose(console, json ? OutputMode.JSON : mode, verbosity, !noColor);
    }

    /** Returns whether a program reads the output. */
    public boolean isJson() {
        return json || mode == OutputMode.JSON;
    }

    public boolean isVerbose() {
        return verbose;
    }
}
