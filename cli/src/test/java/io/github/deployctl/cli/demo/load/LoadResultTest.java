package io.github.deployctl.cli.demo.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LoadResultTest {
    private static final long MILLI = 1_000_000;

    private final LoadResult result = new LoadResult(
            List.of(
                    new Sample(0, 10 * MILLI, "demo 1", null, null),
                    new Sample(20 * MILLI, 70 * MILLI, "demo 2", null, null),
                    new Sample(90 * MILLI, 95 * MILLI, null, Loss.RESET, "GET /: closed"),
                    new Sample(91 * MILLI, 92 * MILLI, null, Loss.REFUSED, "POST /echo: refused")),
            1,
            0,
            2_000 * MILLI);

    @Test
    void everyLossIsCountedByItsKind() {
        assertThat(result.requests()).isEqualTo(4);
        assertThat(result.lost()).isEqualTo(2);
        assertThat(result.lost(Loss.RESET)).isOne();
        assertThat(result.losses()).hasSize(Loss.values().length).containsEntry(Loss.REFUSED, 1L);
        assertThat(result.losses()).containsEntry(Loss.TRUNCATED, 0L);
        assertThat(result.lossDetails(1)).containsExactly("+0.092 s REFUSED: POST /echo: refused");
        assertThat(result.answers()).containsExactly("demo 1", "demo 2");
        assertThat(result.requestsPerSecond()).isEqualTo(2.0);
    }

    @Test
    void aSpanHoldsWhateverWasUnderWayInIt() {
        assertThat(result.during(60 * MILLI, 80 * MILLI).longestWaitMillis()).isEqualTo(50.0);
        assertThat(result.during(71 * MILLI, 80 * MILLI).requests()).isZero();
        assertThat(result.during(71 * MILLI, 80 * MILLI).longestWaitMillis()).isZero();
        assertThat(result.during(94 * MILLI, 200 * MILLI).lost()).isOne();
        assertThat(result.during(0, 200 * MILLI).requests()).isEqualTo(4);
    }

    @Test
    void theClockMayOverflow() {
        Sample across = new Sample(Long.MAX_VALUE - 5, Long.MIN_VALUE + 5, null, null, null);

        assertThat(across.nanos()).isEqualTo(11);
        assertThat(across.overlaps(Long.MIN_VALUE, Long.MIN_VALUE + 1)).isTrue();
        assertThat(across.overlaps(Long.MIN_VALUE + 6, Long.MIN_VALUE + 9)).isFalse();
    }
}
