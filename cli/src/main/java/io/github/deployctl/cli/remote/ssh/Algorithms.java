package io.github.deployctl.cli.remote.ssh;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.schmizz.keepalive.KeepAliveProvider;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.DefaultConfig;
import net.schmizz.sshj.DefaultSecurityProviderConfig;
import net.schmizz.sshj.common.Factory;

/** Which algorithms are offered: those of a current OpenSSH that the JDK does fast, nothing with SHA-1 or CBC, no compression. */
final class Algorithms {
    /** AES-GCM first: the JDK has it in processor instructions. */
    private static final List<String> CIPHERS =
            List.of("aes128-gcm@openssh.com", "aes256-gcm@openssh.com", "aes128-ctr", "aes192-ctr", "aes256-ctr");

    private static final List<String> MACS =
            List.of("hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com", "hmac-sha2-256", "hmac-sha2-512");
    private static final List<String> HOST_KEYS = List.of(
            "ssh-ed25519",
            "ecdsa-sha2-nistp256",
            "ecdsa-sha2-nistp384",
            "ecdsa-sha2-nistp521",
            "rsa-sha2-512",
            "rsa-sha2-256");
    private static final Set<String> WEAK_EXCHANGES =
            Set.of("diffie-hellman-group1-sha1", "diffie-hellman-group14-sha1", "diffie-hellman-group-exchange-sha1");

    /** What a key type of known_hosts is called when it signs: RSA keys sign with SHA-2, RFC 8332. */
    private static final Map<String, List<String>> SIGNATURES =
            Map.of("ssh-rsa", List.of("rsa-sha2-512", "rsa-sha2-256"));

    private Algorithms() {}

    static Config config() {
        EcdsaAlias.install();
        DefaultConfig config = new DefaultSecurityProviderConfig();
        config.setCipherFactories(kept(config.getCipherFactories(), CIPHERS));
        config.setMACFactories(kept(config.getMACFactories(), MACS));
        config.setKeyAlgorithms(kept(config.getKeyAlgorithms(), HOST_KEYS));
        config.setKeyExchangeFactories(config.getKeyExchangeFactories().stream()
                .filter(factory -> !WEAK_EXCHANGES.contains(factory.getName()))
                .toList());
        config.setCompressionFactories(kept(config.getCompressionFactories(), List.of("none")));
        config.setKeepAliveProvider(KeepAliveProvider.KEEP_ALIVE);
        return config;
    }

    /** Returns the signature algorithms to ask a host for, so that it shows a key of one of {@code keyTypes}. */
    static List<String> showing(List<String> keyTypes) {
        return keyTypes.stream()
                .flatMap(type -> SIGNATURES.getOrDefault(type, List.of(type)).stream())
                .toList();
    }

    private static <T> List<Factory.Named<T>> kept(List<Factory.Named<T>> offered, List<String> names) {
        return offered.stream()
                .filter(factory -> names.contains(factory.getName()))
                .sorted(Comparator.comparingInt(factory -> names.indexOf(factory.getName())))
                .toList();
    }
}
