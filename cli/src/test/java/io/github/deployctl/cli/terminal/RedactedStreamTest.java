package io.github.deployctl.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.cli.secret.KnownSecrets;
import io.github.deployctl.common.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RedactedStreamTest {
    private static final String SECRET = "correct horse b\u00e4ttery";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final KnownSecrets known = KnownSecrets.of(Map.of());
    private final PrintStream stream = RedactedStream.of(new PrintStream(out, true, StandardCharsets.UTF_8), known);

    private String shown() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsPrintedIsThereAtOnceWithoutALineEndToo() {
        known.learnSecrets(List.of(Secret.of("A", SECRET)));
        stream.print("Password: ");
        assertThat(shown()).isEqualTo("Password: ");
        stream.print("\r\u001b[K");
        assertThat(shown()).isEqualTo("Password: \r\u001b[K");
    }

    @Test
    void whatIsLearntIsTakenOutFromThenOn() {
        stream.println(SECRET);
        known.learnSecrets(List.of(Secret.of("A", SECRET)));
        stream.println("so " + SECRET + ", yes");
        assertThat(shown()).isEqualTo(SECRET + "\nso ***, yes\n");
    }

    @Test
    void noPartOfAValueIsShownWhereverALongTextIsCut() {
        known.learnSecrets(List.of(Secret.of("A", SECRET)));
        for (int before = 8160; before < 8200; before++) {
            out.reset();
            stream.println("x".repeat(before) + SECRET + "y".repeat(100));
            stream.flush();
            assertThat(shown()).isEqualTo("x".repeat(before) + "***" + "y".repeat(100) + "\n");
        }
    }

    @Test
    void bytesThatAreNoTextComeOutAsTheyWentIn() {
        known.learnSecrets(List.of(Secret.of("A", SECRET)));
        byte[] all = new byte[10_000];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        stream.write(all, 0, all.length);
        stream.flush();
        assertThat(out.toByteArray()).isEqualTo(all);
    }
}
