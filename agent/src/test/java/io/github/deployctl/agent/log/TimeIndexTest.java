package io.github.deployctl.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimeIndexTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private @TempDir Path folder;

    @Test
    void everythingSinceATimeStandsAfterWhatItReturns() throws Exception {
        Path file = folder.resolve("times");
        TimeIndex index = TimeIndex.open(file);
        for (int second = 0; second < 100; second++) {
            index.note(START.plusSeconds(second), second * 1000L);
        }
        for (TimeIndex read : new TimeIndex[] {index, TimeIndex.open(file)}) {
            assertThat(read.before(START.minusSeconds(1))).isZero();
            assertThat(read.before(START.plusSeconds(50))).isBetween(48_000L, 50_000L);
            assertThat(read.before(START.plusSeconds(5000))).isEqualTo(98_000);
        }
        assertThat(Files.readAllLines(file)).hasSize(50);
    }

    @Test
    void aLongLifeIsKnownLessPrecisely() throws Exception {
        Path file = folder.resolve("times");
        TimeIndex index = TimeIndex.open(file);
        for (int second = 0; second < 20_000; second++) {
            index.note(START.plusSeconds(second), second);
        }
        assertThat(Files.readAllLines(file).size()).isBetween(2000, 4096);
        assertThat(TimeIndex.open(file).before(START.plusSeconds(10_000))).isBetween(9950L, 10_000L);
    }

    @Test
    void linesThatCannotBeReadAreSkipped() throws Exception {
        Path file = Files.writeString(folder.resolve("times"), "1000 5\ngarbage\n\n2000 9");

        assertThat(TimeIndex.open(file).before(Instant.ofEpochMilli(1500))).isEqualTo(5);
    }
}
