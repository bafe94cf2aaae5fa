package io.github.deployctl.cli.terminal;

import io.github.deployctl.cli.report.EventDocument;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** Writes what happens as objects, each on a line of its own, to standard output. Thread-safe: a line is never torn. */
final class EventLines {
    private final Console console;

    EventLines(Console console) {
        this.console = console;
    }

    void write(String event, @Nullable String host, Object details) {
        write(new EventDocument(
                EventDocument.SCHEMA, console.surroundings().clock().instant(), event, host, details));
    }

    private synchronized void write(EventDocument line) {
        PrintStream out = console.outForDocuments();
        out.println(console.secrets().json().write(line));
        out.flush();
    }
}
