package io.github.deployctl.cli.remote.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.common.Factory;
import org.junit.jupiter.api.Test;

final class AllowedTest {
    private final Config config = Algorithms.config();

    private static <T> List<String> names(List<Factory.Named<T>> factories) {
        return factories.stream().map(Factory.Named::getName).toList();
    }

    @Test
    void whatIsNotAllowedIsNotOfferedAndTheOrderStays() throws Exception {
        List<String> before = names(config.getCipherFactories());

        new Allowed(
                        List.of("aes256-ctr", "chacha20-poly1305@openssh.com", "aes128-gcm@openssh.com"),
                        List.of(),
                        List.of(),
                        List.of())
                .narrow(config);

        assertThat(names(config.getCipherFactories())).containsExactly("aes128-gcm@openssh.com", "aes256-ctr");
        assertThat(before).containsSubsequence("aes128-gcm@openssh.com", "aes256-ctr");
    }

    @Test
    void nothingIsTakenAwayWhereNothingIsSaid() throws Exception {
        List<String> before = names(config.getKeyExchangeFactories());

        Allowed.ALL.narrow(config);

        assertThat(names(config.getKeyExchangeFactories())).isEqualTo(before);
    }

    @Test
    void theWishForExtensionsIsNoExchange() throws Exception {
        assertThat(names(config.getKeyExchangeFactories())).contains("ext-info-c");

        new Allowed(List.of(), List.of(), List.of("curve25519-sha256"), List.of()).narrow(config);
        assertThat(names(config.getKeyExchangeFactories()))
                .containsExactlyInAnyOrder("curve25519-sha256", "ext-info-c");

        Allowed unknown = new Allowed(List.of(), List.of(), List.of("sntrup761x25519-sha512"), List.of());
        assertThatThrownBy(() -> unknown.narrow(config))
                .hasMessageContaining("KexAlgorithms allows nothing that is done here");
    }

    @Test
    void anEmptyRestIsRefusedWithWhatThereIs() {
        Allowed unknown = new Allowed(List.of(), List.of("umac-64@openssh.com"), List.of(), List.of());

        assertThatThrownBy(() -> unknown.narrow(config)).hasMessageContaining("MACs allows nothing");
    }
}
