package io.github.deployctl.cli.remote.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class KeyRingTest {
    @Test
    void programsThatAreStartedOnTheWayGetNoKey() {
        assertThat(KeyRing.withoutKeys(
                        Map.of("DEPLOYCTL_SSH_KEY", "key", "DEPLOYCTL_SSH_KEY_PASSPHRASE", "word", "PATH", "/bin")))
                .isEqualTo(Map.of("PATH", "/bin"));
    }
}
