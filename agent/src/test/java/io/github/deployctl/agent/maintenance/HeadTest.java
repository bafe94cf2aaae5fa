package io.github.deployctl.agent.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadTest {
    @ParameterizedTest
    @CsvSource({
        "'GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n', WHOLE",
        "'GET / HTTP/1.0\\n\\n', WHOLE",
        "'\\r\\n\\r\\nPOST /a?b HTTP/1.1\\r\\n\\r\\nbody', WHOLE",
        "'HEAD / HTTP/1.1\\r\\n\\r\\n', HEAD_ONLY",
        "'GET / HTTP/1.1\\r\\nHost: a\\r\\n', NOTHING_YET",
        "'\\r\\n\\r\\n\\r\\n', NOTHING_YET",
        "'GET /\\r\\n', MALFORMED",
        "'EHLO mail.example.com\\r\\n', MALFORMED",
        "'GET / HTTP/3.0\\r\\n', MALFORMED",
        "'PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n\\r\\n', HTTP2",
        "'\u0016\u0003\u0001', TLS",
        "'\u0000GET / HTTP/1.1\\r\\n\\r\\n', SOMETHING_ELSE",
        "' GET / HTTP/1.1\\r\\n\\r\\n', SOMETHING_ELSE"
    })
    void aRequestIsToldFromWhatIsNone(String text, Asked expected) {
        byte[] bytes = text.replace("\\r", "\r").replace("\\n", "\n").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(new Head().take(bytes, bytes.length)).as("at once").isEqualTo(expected);

        Head slow = new Head();
        Asked asked = Asked.NOTHING_YET;
        for (int i = 0; i < bytes.length && asked == Asked.NOTHING_YET; i++) {
            asked = slow.take(new byte[] {bytes[i]}, 1);
        }
        assertThat(asked).as("byte by byte").isEqualTo(expected);
    }

    @Test
    void aHeadWithoutAnEndIsRefusedAtItsLimit() {
        Head head = new Head();
        byte[] line = "GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII);
        assertThat(head.take(line, line.length)).isEqualTo(Asked.NOTHING_YET);
        byte[] field = "a: b\r\n".getBytes(StandardCharsets.US_ASCII);
        int taken = line.length;
        while (taken + field.length <= Head.LONGEST) {
            assertThat(head.take(field, field.length)).isEqualTo(Asked.NOTHING_YET);
            taken += field.length;
        }
        assertThat(head.take(field, field.length)).isEqualTo(Asked.TOO_LARGE);
    }

    @Test
    void aLongRequestLineIsNoReasonToRefuse() {
        byte[] bytes = ("GET /" + "a".repeat(12_000) + " HTTP/1.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        assertThat(new Head().take(bytes, bytes.length)).isEqualTo(Asked.WHOLE);
    }
}
