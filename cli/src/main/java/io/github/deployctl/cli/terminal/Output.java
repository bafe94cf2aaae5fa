package io.github.deployctl.cli.terminal;

import java.util.List;

/**
 * How one command shows itself, all choices made.
 *
 * @param mode never {@link OutputMode#AUTO}
 * @param verbosity how much is told on the way
 */
public record Output(Console console, OutputMode mode, Verbosity verbosity, Style style) {
    /** How much is told. */
    public enum Verbosity {
        QUIET,
        NORMAL,
        VERBOSE
    }

    /** Chooses the mode and the colours that fit the terminal and the environment; {@code colour} false forbids them. */
    public static Output choose(Console console, OutputMode wished, Verbosity verbosity, boolean colour) {
        Surroundings around = console.surroundings();
        boolean terminal = console.screen().showsErrors();
        boolean dumb = around.variable("TERM").filter("dumb"::equals).isPresent();
        OutputMode mode = wished != OutputMode.AUTO ? wished : terminal && !dumb ? OutputMode.TTY : OutputMode.PLAIN;
        boolean forced = around.variable("FORCE_COLOR")
                .filter(value -> !value.equals("0"))
                .isPresent();
        boolean unwanted = !colour || around.variable("NO_COLOR").isPresent();
        return new Output(console, mode, verbosity, new Style(!unwanted && (forced || (terminal && !dumb))));
    }

    public boolean isJson() {
        return mode == OutputMode.JSON;
    }

    public boolean isVerbose() {
        return verbosity == Verbosity.VERBOSE;
    }

    /** Opens the progress view that fits. */
    public ProgressView progress() {
        if (verbosity == Verbosity.QUIET || isJson()) {
            return ProgressView.NONE;
        }
        return mode == OutputMode.TTY
                ? new LiveProgress(console.err(), console.screen(), style)
                : new PlainProgress(console.err());
    }

    /** Writes a line of the result. */
    public void result(String line) {
        console.out().println(line);
        console.out().flush();
    }

    /** Writes lines that say what went wrong. */
    public void error(List<String> lines) {
        boolean first = true;
        for (String line : lines) {
            console.err().println(first ? style.bad(line) : line);
            first = false;
        }
        console.err().flush();
    }
}
