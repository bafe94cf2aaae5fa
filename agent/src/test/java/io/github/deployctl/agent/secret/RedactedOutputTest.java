package io.github.deployctl.agent.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.common.secret.Redactor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RedactedOutputTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final AtomicReference<Redactor> redactor = new AtomicReference<>(Redactor.NONE);
    private final RedactedOutput redacted = new RedactedOutput(out, redactor::get);

    private static Redactor knowing(String value) {
        return Redactor.of(List.of(value), List.of());
    }

    @Test
    void whatIsLearntLaterIsTakenOutFromThenOn() throws IOException {
        redacted.write("[1] the p\u00e4ssword of old\n".getBytes(StandardCharsets.UTF_8));
        redactor.set(knowing("p\u00e4ssword of old"));
        redacted.write("[2] the p\u00e4ssword of old\n".getBytes(StandardCharsets.UTF_8));

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("[1] the p\u00e4ssword of old\n[2] the ***\n");
    }

    @Test
    void bytesThatAreNoTextComeOutAsTheyWentIn() throws IOException {
        redactor.set(knowing("a secret value"));
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        redacted.write(all);
        redacted.write('x');

        assertThat(out.toByteArray()).startsWith(all).endsWith('x').hasSize(257);
    }
}
