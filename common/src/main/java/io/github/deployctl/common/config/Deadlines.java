package io.github.deployctl.common.config;

import java.time.Duration;

/**
 * How long each wait after the hand-over may last.
 *
 * @param drain {@code drain.timeout}: for requests in flight on the old generation
 * @param stop {@code stop.timeout}: from SIGTERM to SIGKILL
 * @param standby how long the drained generation is kept warm; zero ends it at once
 */
public record Deadlines(Duration drain, Duration stop, Duration standby) {
    public static final Deadlines DEFAULT =
            new Deadlines(Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofMinutes(10));

    public Deadlines {
        if (drain.isNegative() || stop.isNegative() || standby.isNegative()) {
            throw new IllegalArgumentException("a timeout cannot be negative");
        }
    }
}
