package io.github.deployctl.common.protocol;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.text.Visible;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Who alone may change what serves on a host, and for how long.
 *
 * @param number larger than that of every lease before it on that host, so that whoever has an old one is known by it
 * @param owner the user and the machine of the client, as the client says it
 * @param login the user that the kernel named
 * @param run the address of the CI run, or null outside CI
 * @param until when it ends at the latest, or null when that is not known
 * @param message what it is for, or null when nobody said
 */
public record Lease(
        long number,
        String owner,
        String login,
        @Nullable String run,
        Instant since,
        Term term,
        @Nullable Instant until,
        @Nullable String message) {
    /** No message is longer, in characters. */
    public static final int LONGEST_MESSAGE = 500;

    /** What ends a lease. */
    public enum Term {
        /** The traffic has moved, or the one request that changes something has failed; the end of the connection at the latest. */
        MOVE,
        /** The end of the connection. */
        CONNECTION,
        /** Somebody who releases it. */
        RELEASE
    }

    public Lease {
        requireNonNull(owner, "owner");
        requireNonNull(login, "login");
        requireNonNull(since, "since");
        requireNonNull(term, "term");
    }

    /** Returns what somebody gave as a message without what could steer a terminal. */
    static @Nullable String message(@Nullable String given) {
        if (given != null && given.length() > LONGEST_MESSAGE) {
            throw new IllegalArgumentException("a message has " + LONGEST_MESSAGE + " characters at most");
        }
        return given == null ? null : Visible.blanked(given);
    }

    /** Returns whether a person holds it, not a connection. */
    public boolean isKept() {
        return term == Term.RELEASE;
    }

    /** Returns whether it is over by the clock at {@code now}. */
    public boolean isOver(Instant now) {
        return until != null && !now.isBefore(until);
    }

    /** Returns who holds it, since when, from where and what for, as the end of a sentence. */
    public String describe() {
        return owner + " as " + login + " since " + since.truncatedTo(ChronoUnit.SECONDS)
                + (until == null ? "" : " until " + until.truncatedTo(ChronoUnit.SECONDS))
                + (run == null ? "" : " (" + run + ")") + (message == null ? "" : ": " + message);
    }
}
