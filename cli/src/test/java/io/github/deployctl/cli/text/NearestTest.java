package io.github.deployctl.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestTest {
    private static final List<String> WORDS = List.of("listeners", "listen", "env", "ready", "app");

    @ParameterizedTest
    @CsvSource({"listners, listeners", "listenres, listeners", "Ready, ready", "evn, env", "ap, app", "raedy, ready"})
    void aSlipFindsItsWord(String typed, String meant) {
        assertThat(Nearest.to(typed, WORDS)).hasValue(meant);
    }

    @Test
    void aStrangerFindsNothing() {
        assertThat(Nearest.to("database", WORDS)).isEmpty();
        assertThat(Nearest.to("x", WORDS)).isEmpty();
        assertThat(Nearest.to("app", List.of())).isEmpty();
    }
}
