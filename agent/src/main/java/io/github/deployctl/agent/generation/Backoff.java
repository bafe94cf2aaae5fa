package io.github.deployctl.agent.generation;

import java.time.Duration;

/** How long to wait before an app that ended by itself is started again: not at all the first time, then 0.5 s doubled each time, 30 s at most. */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int DOUBLINGS = 6;

    private Backoff() {}

    static Duration delay(int crashes) {
        if (crashes == 0) {
            return Duration.ZERO;
        }
        Duration doubled = FIRST.multipliedBy(1L << Math.min(crashes - 1, DOUBLINGS));
        return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }
}
