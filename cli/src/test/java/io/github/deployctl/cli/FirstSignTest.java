package io.github.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class FirstSignTest {
    private static final String CLEAR = "\r\u001b[2K";

    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();

    private String seen() {
        return terminal.toString(StandardCharsets.US_ASCII);
    }

    @Test
    void whatIsWrittenFirstTakesItAwayOnce() throws IOException {
        FirstSign sign = new FirstSign(terminal, true);
        ByteArrayOutputStream result = new ByteArrayOutputStream();

        sign.before(result).write("a".getBytes(StandardCharsets.US_ASCII));
        sign.before(terminal).write('b');
        sign.clear();

        assertThat(seen()).isEqualTo(CLEAR + "b");
        assertThat(result.toString(StandardCharsets.US_ASCII)).isEqualTo("a");
    }

    @Test
    void aVerbThatSaysNothingLeavesNothing() {
        new FirstSign(terminal, true).clear();

        assertThat(seen()).isEqualTo(CLEAR);
    }

    @Test
    void whereNoneIsNothingIsTakenAway() throws IOException {
        FirstSign sign = new FirstSign(terminal, false);

        sign.before(terminal).write('a');
        sign.clear();

        assertThat(seen()).isEqualTo("a");
    }

    @Test
    void theLauncherKnowsTheVerbsThatGoNowhere() throws IOException {
        assertThat(Files.readString(Path.of("src/main/dist/deployctl")))
                .contains("| " + String.join(" | ", HeadStart.AT_HOME) + ") ;;");
    }
}
