package io.github.deployctl.cli.remote;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.config.Durations;
import java.time.Duration;

/**
 * The end of a wait, and the name a user knows it by.
 *
 * @param name such as {@code connect.timeout}
 */
public record Deadline(String name, Duration limit) {
    /** How long the agent may take to look at something without starting anything. */
    public static final Deadline ANSWER = new Deadline("answer.timeout", Duration.ofSeconds(30));
    /** How long an upload may stand still. */
    public static final Deadline STALL = new Deadline("upload.stall", Duration.ofSeconds(30));

    public Deadline {
        requireNonNull(name, "name");
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException(name + " must be longer than 0s");
        }
    }

    @Override
    public String toString() {
        return Durations.format(limit) + " (deadline " + name + ")";
    }
}
