package io.github.deployctl.cli.remote.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class DialTest {
    @Test
    void eachOfSeveralAddressesGetsItsPartOfTheLimit() {
        assertThat(Dial.part(Duration.ofSeconds(10), 4)).isEqualTo(2500);
    }

    @Test
    void aPartIsNeverLongerThanASocketCanWaitNorForEver() {
        assertThat(Dial.part(Duration.ofSeconds(9_999_999), 2)).isEqualTo(Integer.MAX_VALUE);
        assertThat(Dial.part(Duration.ofMillis(1), 2)).isEqualTo(1);
    }
}
