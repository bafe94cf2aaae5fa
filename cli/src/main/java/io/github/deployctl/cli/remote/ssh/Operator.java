package io.github.deployctl.cli.remote.ssh;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;

/**
 * On whose behalf hosts are entered: somebody to ask, the keys, what has been decided so far, and the time. One for all connections of a command.
 */
public record Operator(Person person, KeyRing keys, Decisions decisions, InstantSource clock) {
    public Operator {
        requireNonNull(person, "person");
        requireNonNull(keys, "keys");
        requireNonNull(decisions, "decisions");
        requireNonNull(clock, "clock");
    }

    /** Makes one that has decided nothing yet; {@code environment} may hold a key. */
    public Operator(Person person, Map<String, String> environment, InstantSource clock) {
        this(person, new KeyRing(person, environment), new Decisions(), clock);
    }

    /** Nobody to ask. */
    public static Operator nobody() {
        return new Operator(Person.NOBODY, Map.of(), Clock.systemUTC());
    }
}
