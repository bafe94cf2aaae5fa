package io.github.deployctl.e2e.bench.overhead;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Says when its main began, in microseconds since 1970. */
public final class StartTime {
    private StartTime() {}

    public static void main(String[] args) {
        System.out.println(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
    }
}
