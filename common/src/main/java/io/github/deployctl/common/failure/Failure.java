package io.github.deployctl.common.failure;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An expected failure, as a value: it travels in a reply, stands in the history and is printed to a user.
 *
 * @param message what did not happen and why, on one line, without a class name
 * @param serving what serves now, or null where nothing that serves is touched
 * @param hint the command or the setting to try next, or null where there is none
 * @param evidence what a person would look for next: the sockets the process listens on, its last output, a thread dump; the most telling first
 */
public record Failure(
        FailureCode code,
        String message,
        @Nullable String serving,
        @Nullable String hint,
        List<Evidence> evidence) {
    public Failure {
        requireNonNull(code, "code");
        requireNonNull(message, "message");
        evidence = evidence == null ? List.of() : List.copyOf(evidence);
    }

    public static Failure of(FailureCode code, String message) {
        return new Failure(code, message, null, null, List.of());
    }

    /** Returns this failure with its cause at the end of the message. */
    public Failure because(String cause) {
        return new Failure(code, message + ": " + cause, serving, hint, evidence);
    }

    public Failure serving(@Nullable String what) {
        return new Failure(code, message, what, hint, evidence);
    }

    public Failure hint(@Nullable String what) {
        return new Failure(code, message, serving, what, evidence);
    }

    public Failure evidence(List<Evidence> found) {
        return new Failure(code, message, serving, hint, found);
    }

    /** Returns this failure as something to throw. */
    public FailureException asException() {
        return new FailureException(this);
    }
}
