package io.github.deployctl.e2e.bench.overhead;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Says when its main began, in microseconds since 1970, and lives until its stdin ends. */
public final class StartTime {
    private StartTime() {}

    public static void main(String[] args) throws IOException {
        System.out.println(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
        System.in.read();
    }
}
