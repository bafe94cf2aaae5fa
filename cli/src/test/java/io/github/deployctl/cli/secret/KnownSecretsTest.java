package io.github.deployctl.cli.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownSecretsTest {
    private record Document(String role) {}

    /** A setting whose name sounds like that of a secret. */
    @ParameterizedTest
    @ValueSource(strings = {"live", "running", "push", "deployed", "unchanged", "maintenance-on"})
    void theWordsOfDocumentsStayWhateverAVariableIsSetTo(String word) {
        KnownSecrets known = KnownSecrets.of(Map.of());
        known.learnFile(Map.of("STRIPE_KEY_MODE", word), List.of());
        assertThat(known.json().write(new Document(word))).isEqualTo("{\"role\":\"" + word + "\"}");
    }

    @Test
    void anyOtherIsTakenOut() {
        KnownSecrets known = KnownSecrets.of(Map.of());
        known.learnFile(Map.of("STRIPE_KEY", "sk_live_1234", "COLOUR", "purple"), List.of("web1"));
        assertThat(known.redact("live: sk_live_1234 on web1, purple")).isEqualTo("live: *** on web1, purple");
    }
}
