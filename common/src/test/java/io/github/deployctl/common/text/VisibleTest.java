package io.github.deployctl.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTest {
    @Test
    void whatATerminalWouldCarryOutIsShown() {
        assertThat(Visible.of("\u001b[31mred\u0007\r\u009b0m\u007f")).isEqualTo("\\x1b[31mred\\x07\\x0d\\x9b0m\\x7f");
        assertThat(Visible.of("abc\u202ecba")).isEqualTo("abc\\u202ecba");
    }

    @Test
    void tabsAndLettersOfAnyAlphabetStay() {
        assertThat(Visible.of("a\tb \u00e9 \u65e5\u672c \ud83d\ude00"))
                .isEqualTo("a\tb \u00e9 \u65e5\u672c \ud83d\ude00");
    }
}
