package io.github.deployctl.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizesTest {
    @ParameterizedTest
    @CsvSource({
        "0kB, 0",
        "500MB, 500000000",
        "2GB, 2000000000",
        "999999999GB, 999999999000000000",
        "9223372TB, 9223372000000000000"
    })
    void unitsAreOfAThousand(String written, long bytes) {
        assertThat(Sizes.parse(written)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "MB", "-1MB", "1.5GB", "1 GB", "1GiB", "1mb", "1000000000kB"})
    void whatIsNoSizeIsRefused(String written) {
        assertThatThrownBy(() -> Sizes.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a whole number with a unit");
    }

    @Test
    void whatNoLongCountsIsRefused() {
        assertThatThrownBy(() -> Sizes.parse("9223373TB"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("size \"9223373TB\" is more than 9223372036854775807 bytes");
    }
}
