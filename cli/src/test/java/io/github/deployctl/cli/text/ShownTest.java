package io.github.deployctl.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ShownTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "999949, 999.9 kB",
        "999950, 1.0 MB",
        "64000000, 64.0 MB",
        "5000000000, 5.0 GB"
    })
    void bytesAreDecimal(long bytes, String shown) {
        assertThat(Shown.bytes(bytes)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "999, 999 ms",
        "1000, 1.0 s",
        "3900, 3.9 s",
        "119999, 120.0 s",
        "120000, 2 min 00 s",
        "125000, 2 min 05 s"
    })
    void timesChangeTheirUnit(long millis, String shown) {
        assertThat(Shown.millis(millis)).isEqualTo(shown);
    }

    @Test
    void agesAreRough() {
        assertThat(Shown.age(Duration.ofSeconds(-3))).isEqualTo("0 s");
        assertThat(Shown.age(Duration.ofSeconds(119))).isEqualTo("119 s");
        assertThat(Shown.age(Duration.ofMinutes(119))).isEqualTo("119 min");
        assertThat(Shown.age(Duration.ofHours(47))).isEqualTo("47 h");
        assertThat(Shown.age(Duration.ofDays(3))).isEqualTo("3 days");
    }
}
