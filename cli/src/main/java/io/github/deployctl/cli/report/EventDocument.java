package io.github.deployctl.cli.report;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.protocol.Event;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happens while a command runs, an object on a line of its own. Members and events are only ever added while {@code schema} stays.
 *
 * @param at the time, in UTC
 * @param event what it is; {@code result} is the last one
 * @param host that it is about, or null when it is about none
 * @param details of this event; with {@code result} the document that --json would have given
 */
public record EventDocument(
        int schema, Instant at, String event, @Nullable String host, Object details) {
    /** The shape described here. */
    public static final int SCHEMA = 1;

    public EventDocument {
        requireNonNull(at, "at");
        requireNonNull(event, "event");
        requireNonNull(details, "details");
    }

    /** With {@code doing} and {@code said}: what is being done, or what a person is told. */
    public record Words(String text) {}

    /** With {@code sending}: how much of the artifact has left. */
    public record Sending(long sentBytes, long totalBytes) {}

    /** Returns the name of what an agent tells, such as {@code on-probation}. */
    public static String nameOf(Event event) {
        return event.getClass()
                .getSimpleName()
                .replaceAll("(?<=.)([A-Z])", "-$1")
                .toLowerCase(Locale.ROOT);
    }
}
