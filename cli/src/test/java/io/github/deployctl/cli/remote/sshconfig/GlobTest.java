package io.github.deployctl.cli.remote.sshconfig;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "web1, web1, true",
        "web1, Web1, false",
        "web?, web12, false",
        "web*, web, true",
        "*.example.com, a.b.example.com, true",
        "*.example.com, example.com, false",
        "*a*b?c*, xaxbxcx, true",
        "*a*b?c*, xaxbcx, false",
        "**, '', true",
        "?, '', false",
        "a*, ba, false"
    })
    void starsAndQuestionMarksMatch(String pattern, String text, boolean matches) {
        assertThat(Glob.matches(pattern, text)).isEqualTo(matches);
    }

    @Test
    void aHostilePatternIsAnsweredSoon() {
        assertThat(Glob.matches("*a".repeat(2000) + "b", "a".repeat(250))).isFalse();
        assertThat(Glob.matches("*a".repeat(120) + "*b", "a".repeat(5000))).isFalse();
    }
}
