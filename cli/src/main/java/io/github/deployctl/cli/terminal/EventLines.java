package io.github.deployctl.cli.terminal;

import io.github.deployctl.cli.report.EventDocument;
import io.github.deployctl.common.json.Json;
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
        console.out().println(Json.write(line));
        console.out().flush();
    }
}
