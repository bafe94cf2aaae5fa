package io.github.deployctl.cli.terminal;

import io.github.deployctl.cli.terminal.Output.Verbosity;

/**
 * How a command is wished to show itself; what was left open is decided by the terminal and the environment.
 *
 * @param command such as {@code push}
 * @param colour false forbids it
 */
public record OutputChoice(String command, OutputMode wished, Verbosity verbosity, boolean colour) {
    /** Makes the choices that are left. */
    public Output on(Console console, DebugLog log) {
        OutputMode mode = wished == OutputMode.AUTO ? fitting(console) : wished;
        boolean debugged = mode == OutputMode.GITHUB
                && verbosity == Verbosity.NORMAL
                && isSet(console.surroundings(), "RUNNER_DEBUG");
        Style style = new Style(() -> colour && isColourWanted(console));
        Output.Manner manner = new Output.Manner(command, mode, debugged ? Verbosity.VERBOSE : verbosity, style);
        // Whoever asks for plain text in a job has it as it is, a program's bytes too.
        boolean asIs = mode == OutputMode.PLAIN || mode == OutputMode.TTY;
        boolean guarded = mode == OutputMode.GITHUB || (!asIs && isJob(console.surroundings()));
        return new Output(guarded ? console.guarded() : console, manner, log);
    }

    /** The terminal is asked only where the answer matters: looking at it loads a native library. */
    private OutputMode fitting(Console console) {
        if (verbosity != Verbosity.QUIET && isCapable(console)) {
            return OutputMode.TTY;
        }
        return isJob(console.surroundings()) ? OutputMode.GITHUB : OutputMode.PLAIN;
    }

    /** Returns whether this runs in a job of GitHub Actions. */
    public static boolean isJob(Surroundings around) {
        return around.variable("GITHUB_ACTIONS").filter("true"::equals).isPresent();
    }

    private static boolean isCapable(Console console) {
        return console.surroundings().variable("TERM").filter("dumb"::equals).isEmpty()
                && console.screen().showsErrors();
    }

    private static boolean isColourWanted(Console console) {
        return ColourWish.in(console.surroundings()).map(ColourWish::wanted).orElseGet(() -> isCapable(console));
    }

    static boolean isSet(Surroundings around, String name) {
        return around.variable(name).filter(value -> !value.equals("0")).isPresent();
    }
}
