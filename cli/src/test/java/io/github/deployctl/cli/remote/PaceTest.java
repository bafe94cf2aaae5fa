package io.github.deployctl.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final int PIECE = 1 << 18;
    /** 100 Mbit/s. */
    private static final long SLOW_NANOS = 21_000_000;
    /** 1 Gbit/s. */
    private static final long FAST_NANOS = 2_100_000;

    private final Pace pace = new Pace();

    private void write(int times, long nanos) {
        for (int i = 0; i < times; i++) {
            pace.wrote(PIECE, nanos);
        }
    }

    @Test
    void nothingIsSaidOfALineBeforeItHasTakenEnough() {
        write(7, SLOW_NANOS);
        assertThat(pace.isSlow()).isFalse();

        write(1, SLOW_NANOS);
        assertThat(pace.isSlow()).isTrue();
    }

    @Test
    void bufferThatTakesMuchAtOnceIsForgotten() {
        write(30, 100_000);
        assertThat(pace.isSlow()).isFalse();

        write(8, SLOW_NANOS);
        assertThat(pace.isSlow()).isTrue();
    }

    @Test
    void lineThatGetsFasterIsNotedAsSuch() {
        write(20, SLOW_NANOS);
        write(8, FAST_NANOS);

        assertThat(pace.isSlow()).isFalse();
    }
}
