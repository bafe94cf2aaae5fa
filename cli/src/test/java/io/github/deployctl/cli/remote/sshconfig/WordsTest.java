package io.github.deployctl.cli.remote.sshconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WordsTest {
    @Test
    void blanksQuotesAndEscapesAreTakenAsOpenSshTakesThem() {
        assertThat(Words.split(" a\tb ")).isEqualTo(List.of("a", "b"));
        assertThat(Words.split("\"a b\" 'c \"d'")).isEqualTo(List.of("a b", "c \"d"));
        assertThat(Words.split("a\\ b \"c\\ d\" e\\f g\\\\h")).isEqualTo(List.of("a b", "c\\ d", "e\\f", "g\\h"));
        assertThat(Words.split("x\"y\"z ''")).isEqualTo(List.of("xyz", ""));
    }

    @Test
    void aCommentBeginsWhereAWordWould() {
        assertThat(Words.split("a # b")).isEqualTo(List.of("a"));
        assertThat(Words.split("a#b \"# c\"")).isEqualTo(List.of("a#b", "# c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a", "'a", "a 'b\"", "\"a\\\""})
    void aQuoteMustBeClosed(String text) {
        assertThatThrownBy(() -> Words.split(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
