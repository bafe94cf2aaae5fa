package io.github.deployctl.cli.remote.ssh;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.InstantSource;

/**
 * On whose behalf hosts are entered: somebody to ask, what has been decided so far, and the time. One for all connections of a command.
 */
public record Operator(Person person, Decisions decisions, InstantSource clock) {
    public Operator {
        requireNonNull(person, "person");
        requireNonNull(decisions, "decisions");
        requireNonNull(clock, "clock");
    }

    public Operator(Person person, InstantSource clock) {
        this(person, new Decisions(), clock);
    }

    /** Nobody to ask. */
    public static Operator nobody() {
        return new Operator(Person.NOBODY, Clock.systemUTC());
    }
}
