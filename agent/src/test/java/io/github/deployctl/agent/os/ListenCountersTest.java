package io.github.deployctl.agent.os;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ListenCountersTest {
    @Test
    void whatCameIsTheDifference() {
        assertThat(new ListenCounters(7, 12).since(new ListenCounters(5, 5))).isEqualTo(new ListenCounters(2, 7));
    }

    @Test
    void aCounterOf32BitsThatHasWrappedWentOn() {
        ListenCounters before = new ListenCounters((1L << 32) - 2, (1L << 32) - 1);
        assertThat(new ListenCounters(1, 3).since(before)).isEqualTo(new ListenCounters(3, 4));
    }

    @Test
    void aCounterOf64BitsThatHasWrappedWentOn() {
        assertThat(new ListenCounters(1, Long.MIN_VALUE).since(new ListenCounters(-2, Long.MAX_VALUE)))
                .isEqualTo(new ListenCounters(3, 1));
    }
}
