package io.github.deployctl.common.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/**
 * What the host runs for a push before it starts the candidate.
 *
 * @param command the program and its arguments; {@link Launch#ARTIFACT} in them stands for the artifact's path
 * @param timeout after that it is ended, and has failed
 */
public record BeforeStart(List<String> command, Duration timeout) {
    /** Of its key in {@code hooks}. */
    public static final String NAME = "before-start";

    public BeforeStart {
        command = List.copyOf(command);
        requireNonNull(timeout, "timeout");
        if (command.isEmpty() || command.get(0).isEmpty()) {
            throw new IllegalArgumentException(NAME + " names no command");
        }
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException(NAME + ".timeout must be longer than 0s");
        }
    }
}
