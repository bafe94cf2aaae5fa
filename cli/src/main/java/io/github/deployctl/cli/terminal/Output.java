package io.github.deployctl.cli.terminal;

import io.github.deployctl.common.failure.FailureException;
import java.util.List;
import java.util.Optional;

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
        boolean live = wished == OutputMode.AUTO && verbosity != Verbosity.QUIET && isCapable(console);
        OutputMode mode = wished != OutputMode.AUTO ? wished : live ? OutputMode.TTY : OutputMode.PLAIN;
        return new Output(console, mode, verbosity, new Style(() -> colour && isColourWanted(console)));
    }

    /** Asked only where the answer matters: looking at the terminal loads a native library. */
    private static boolean isCapable(Console console) {
        return console.surroundings().variable("TERM").filter("dumb"::equals).isEmpty()
                && console.screen().showsErrors();
    }

    private static boolean isColourWanted(Console console) {
        Surroundings around = console.surroundings();
        if (around.variable("NO_COLOR").isPresent()) {
            return false;
        }
        return around.variable("FORCE_COLOR")
                        .filter(value -> !value.equals("0"))
                        .isPresent()
                || isCapable(console);
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
        // What is said between the steps would tear a line that lives.
        return mode == OutputMode.TTY && !isVerbose()
                ? new LiveProgress(console, style)
                : new PlainProgress(console.err());
    }

    /** Returns the page that a result may be painted on again and again, or nothing where what is written stays. */
    public Optional<Page> page() {
        return mode == OutputMode.TTY && console.screen().showsResults()
                ? Optional.of(new Page(console.out(), console.screen()))
                : Optional.empty();
    }

    /** Returns how wide a result may be: the terminal, or 80 where it goes elsewhere. */
    public int columns() {
        return console.screen().showsResults() ? console.screen().columns() : Screen.NONE.columns();
    }

    /** Work that may fail in a way that a user is told. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws FailureException;
    }

    /** Says what is being done while it is done, before there is any host to say it of. */
    public <T> T during(String what, Work<T> work) throws FailureException {
        if (verbosity == Verbosity.QUIET || isJson()) {
            return work.run();
        }
        if (mode != OutputMode.TTY || isVerbose()) {
            console.err().println(what);
            return work.run();
        }
        console.err().print(style.dim(what));
        console.err().flush();
        try {
            return work.run();
        } finally {
            console.err().print(LiveProgress.CLEAR);
        }
    }

    /** Writes a line that says what is being done, to stay. */
    public void step(String line) {
        if (verbosity != Verbosity.QUIET && !isJson()) {
            // A line that lives may be there.
            String clear = mode == OutputMode.TTY && !isVerbose() ? LiveProgress.CLEAR : "";
            console.err().println(clear + line.replaceAll("\\p{Cntrl}", "?"));
            console.err().flush();
        }
    }

    /** Writes a line that only somebody who looks for a fault wants to read. */
    public void talk(String line) {
        if (isVerbose()) {
            console.err().println(style.dim("- " + line));
            console.err().flush();
        }
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
