package io.github.deployctl.cli.terminal;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.report.EventDocument;
import io.github.deployctl.cli.report.FailureDocument;
import io.github.deployctl.cli.text.Columns;
import io.github.deployctl.cli.text.Shown;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.json.MaskedJson;
import io.github.deployctl.common.text.Visible;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** How one command shows itself, all choices made: the result on standard output, everything else on standard error. */
public final class Output {
    private final Console console;
    private final Manner manner;
    private final DebugLog log;
    private final EventLines lines;
    private final StepAnnotations annotations = new StepAnnotations();
    private volatile boolean lineByLine;

    /** How much is told. */
    public enum Verbosity {
        QUIET,
        NORMAL,
        VERBOSE
    }

    /**
     * What was chosen.
     *
     * @param command whose output it is, such as {@code push}
     * @param mode never {@link OutputMode#AUTO}
     */
    record Manner(String command, OutputMode mode, Verbosity verbosity, Style style) {}

    Output(Console console, Manner manner, DebugLog log) {
        this.console = console;
        this.manner = manner;
        this.log = log;
        this.lines = new EventLines(console);
        if (isJson()) {
            console.situation().isToldBy(failure -> write(FailureDocument.of(manner.command, failure)));
        }
    }

    /** Chooses the mode and the colours that fit the terminal and the environment; {@code colour} false forbids them. */
    public static Output choose(Console console, OutputMode wished, Verbosity verbosity, boolean colour) {
        return new OutputChoice("", wished, verbosity, colour).on(console, DebugLog.NONE);
    }

    public Console console() {
        return console;
    }

    public OutputMode mode() {
        return manner.mode;
    }

    public Verbosity verbosity() {
        return manner.verbosity;
    }

    public Style style() {
        return manner.style;
    }

    /** Returns where everything is kept that a search for a fault needs. */
    public DebugLog log() {
        return log;
    }

    /** Returns whether a program reads the result, which is a {@link #document} then. */
    public boolean isJson() {
        return manner.mode.isJson();
    }

    public boolean isVerbose() {
        return manner.verbosity == Verbosity.VERBOSE;
    }

    /** Opens the progress view that fits, for a host that needs no number. */
    public ProgressView progress() {
        return progress(List.of());
    }

    /** Opens the progress view that fits; these hosts are numbered in it. */
    public ProgressView progress(List<HostAddress> hosts) {
        ProgressView view = view(hosts);
        return log.isKept() ? new LoggedProgress(view, log) : view;
    }

    private ProgressView view(List<HostAddress> hosts) {
        if (isEvents()) {
            return new JsonLinesProgress(lines);
        }
        if (isSilent()) {
            return ProgressView.NONE;
        }
        if (isLive()) {
            return new LiveProgress(console, style(), hosts);
        }
        HostLabels labels = new HostLabels(hosts);
        if (manner.mode == OutputMode.GITHUB) {
            Groups groups = new Groups(GuardedStream.rawOf(console.err()), labels);
            ProgressView plain = new PlainProgress(console.err(), labels, Optional.of(groups));
            return new AnnotatedProgress(plain, annotations);
        }
        return new PlainProgress(console.err(), labels, Optional.empty());
    }

    /** Tells a program that watches of something that the progress does not know; others are told nothing by it. */
    public void event(String name, HostAddress host, Object details) {
        if (isEvents()) {
            lines.write(name, host.label(), details);
        }
    }

    /** Returns whether a program reads things as they happen, each of them an {@link EventDocument}. */
    public boolean isEvents() {
        return manner.mode == OutputMode.JSONL;
    }

    private boolean isSilent() {
        return manner.verbosity == Verbosity.QUIET || isJson();
    }

    /** What is said between the steps would tear a line that lives. */
    private boolean isLive() {
        return manner.mode == OutputMode.TTY && !isVerbose();
    }

    /** Returns the page that a result may be painted on again and again, or nothing where what is written stays. */
    public Optional<Page> page() {
        return manner.mode == OutputMode.TTY && console.screen().showsResults()
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
        log.add(what);
        if (isEvents()) {
            lines.write("doing", null, new EventDocument.Words(what));
        }
        if (isSilent()) {
            return work.run();
        }
        return isLive() ? duringLive(what, work) : duringPlain(what, work);
    }

    private <T> T duringPlain(String what, Work<T> work) throws FailureException {
        console.err().println(what);
        long began = System.nanoTime();
        Runnable beat = () ->
                console.err().println(what + " (for " + Shown.millis((System.nanoTime() - began) / 1_000_000) + ")");
        Ticker ticker = Ticker.every(PlainProgress.HEARTBEAT, beat);
        try {
            return work.run();
        } finally {
            ticker.close();
        }
    }

    private <T> T duringLive(String what, Work<T> work) throws FailureException {
        console.err().print(style().dim(Columns.cut(what, console.screen().columns() - LiveProgress.ROOM)));
        console.err().flush();
        try {
            return work.run();
        } finally {
            console.err().print(LiveProgress.CLEAR);
        }
    }

    /** Writes a line that says what is being done, to stay. */
    public void step(String line) {
        log.add(line);
        if (isEvents()) {
            lines.write("said", null, new EventDocument.Words(line));
        }
        if (!isSilent()) {
            console.situation().clear();
            console.err().println(Visible.of(line));
            console.err().flush();
        }
    }

    /** Writes a line that only somebody who looks for a fault wants to read. */
    public void talk(String line) {
        log.add("- " + line);
        if (isVerbose()) {
            console.err().println(style().dim("- " + Visible.of(line)));
            console.err().flush();
        }
    }

    /** Writes a line of the result; a terminal that is too narrow for it gets it in several. */
    public void result(String line) {
        Screen screen = console.screen();
        // Whether it is one need not be known where it does not matter: to find out may load a library.
        boolean mayBeTooLong = line.length() > Screen.NARROWEST && screen.showsResults();
        List<String> lines = mayBeTooLong ? Columns.fold(line, screen.columns()) : List.of(line);
        lines.forEach(console.out()::println);
        console.out().flush();
    }

    /** A program that reads what never ends reads it line by line: from now on each document is on one. */
    public void endless() {
        lineByLine = true;
    }

    /** Writes the result for a program: all there is on standard output, or the last of the events there. */
    public void document(Record document) {
        if (!console.situation().isTold()) {
            write(document);
        }
    }

    private void write(Record document) {
        if (isEvents()) {
            lines.write("result", null, document);
        } else {
            MaskedJson json = console.secrets().json();
            PrintStream out = console.outForDocuments();
            out.println(
                    lineByLine
                            ? json.write(document)
                            : json.writePretty(document).stripTrailing());
            out.flush();
        }
    }

    /** Writes lines that say what went wrong, the first of them what. */
    public void error(List<String> text) {
        if (text.isEmpty()) {
            return;
        }
        log.add(text.get(0));
        annotations.error(text.stream().filter(line -> !line.startsWith("  ")).toList());
        console.err().println(style().bad(text.get(0)));
        text.stream().skip(1).forEach(console.err()::println);
        console.err().flush();
    }

    /** The command has ended: writes what is told once for all of it. */
    public void finish(int status) {
        if (manner.mode == OutputMode.GITHUB) {
            annotations.write(GuardedStream.rawOf(console.err()), "deployctl " + manner.command);
        }
        log.add("ended with exit status " + status);
        log.close();
    }
}
