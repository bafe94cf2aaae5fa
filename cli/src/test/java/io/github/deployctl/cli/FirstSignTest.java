package io.github.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class FirstSignTest {
    private static final String CLEAR = "\r\u001b[2K";

    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();

    private String seen() {
        return terminal.toString(StandardCharsets.US_ASCII);
    }

    @Test
    void whoGoesToHostsIsSeenToHaveBegun() {
        FirstSign.show(terminal, "push", "web1", "--yes");

        assertThat(seen()).isEqualTo("deployctl push");
    }

    @Test
    void whatIsWrittenFirstTakesItAwayOnce() throws IOException {
        FirstSign sign = FirstSign.show(terminal, "status");
        ByteArrayOutputStream result = new ByteArrayOutputStream();

        sign.before(result).write("a".getBytes(StandardCharsets.US_ASCII));
        sign.before(terminal).write('b');
        sign.clear();

        assertThat(seen()).isEqualTo("deployctl status" + CLEAR + "b");
        assertThat(result.toString(StandardCharsets.US_ASCII)).isEqualTo("a");
    }

    @Test
    void aVerbThatSaysNothingLeavesNothing() {
        FirstSign.show(terminal, "status").clear();

        assertThat(seen()).endsWith(CLEAR);
    }

    @Test
    void nobodyIsToldWhoAsksForAnotherManner() throws IOException {
        for (String word : new String[] {"--json", "-q", "--quiet", "--output=jsonl", "--output", "--help"}) {
            FirstSign.show(terminal, "push", word).before(terminal);
        }
        FirstSign.show(terminal);
        FirstSign.show(terminal, "--version");
        FirstSign.show(terminal, "init");
        // Nothing that a terminal would take for a command of its own.
        FirstSign.show(terminal, "pu\u001b[2Jsh");

        assertThat(seen()).isEmpty();
    }

    @Test
    void whatIsSaidToAHostIsNoWishOfTheUsers() {
        FirstSign.show(terminal, "run", "web1", "--", "ls", "--json");

        assertThat(seen()).isEqualTo("deployctl run");
    }
}
