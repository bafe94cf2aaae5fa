package io.github.deployctl.cli.remote.ssh;

import com.hierynomus.sshj.key.KeyAlgorithm;
import com.hierynomus.sshj.key.KeyAlgorithms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import net.schmizz.keepalive.KeepAliveProvider;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.DefaultConfig;
import net.schmizz.sshj.DefaultSecurityProviderConfig;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.signature.SignatureRSA;

/** Which algorithms are offered: those of a current OpenSSH that the JDK does fast, nothing with SHA-1 or CBC, no compression. */
final class Algorithms {
    /** AES-GCM first: the JDK has it in processor instructions. */
    private static final List<String> CIPHERS =
            List.of("aes128-gcm@openssh.com", "aes256-gcm@openssh.com", "aes128-ctr", "aes192-ctr", "aes256-ctr");

    private static final List<String> MACS =
            List.of("hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com", "hmac-sha2-256", "hmac-sha2-512");
    /** In the order of OpenSSH; the keys of tokens, which hosts do not have, are not among them. */
    private static final List<String> HOST_KEYS = List.of(
            "ssh-ed25519-cert-v01@openssh.com",
            "ecdsa-sha2-nistp256-cert-v01@openssh.com",
            "ecdsa-sha2-nistp384-cert-v01@openssh.com",
            "ecdsa-sha2-nistp521-cert-v01@openssh.com",
            "rsa-sha2-512-cert-v01@openssh.com",
            "rsa-sha2-256-cert-v01@openssh.com",
            "ssh-ed25519",
            "ecdsa-sha2-nistp256",
            "ecdsa-sha2-nistp384",
            "ecdsa-sha2-nistp521",
            "rsa-sha2-512",
            "rsa-sha2-256");

    private static final Set<String> WEAK_EXCHANGES =
            Set.of("diffie-hellman-group1-sha1", "diffie-hellman-group14-sha1", "diffie-hellman-group-exchange-sha1");

    private Algorithms() {}

    static Config config() {
        EcdsaAlias.install();
        DefaultConfig config = new DefaultSecurityProviderConfig();
        config.setCipherFactories(kept(config.getCipherFactories(), CIPHERS));
        config.setMACFactories(kept(config.getMACFactories(), MACS));
        config.setKeyAlgorithms(kept(withCertificates(config.getKeyAlgorithms()), HOST_KEYS));
        // Its own check knows no authorities; the host key's verifier does.
        config.setVerifyHostKeyCertificates(false);
        config.setKeyExchangeFactories(config.getKeyExchangeFactories().stream()
                .filter(factory -> !WEAK_EXCHANGES.contains(factory.getName()))
                .toList());
        config.setCompressionFactories(kept(config.getCompressionFactories(), List.of("none")));
        config.setKeepAliveProvider(KeepAliveProvider.KEEP_ALIVE);
        return config;
    }

    /** Sets which host keys are asked for, the most wanted first, and lets {@code keys} have each that is shown, as bytes. Before connecting. */
    static void observe(Config config, List<String> wanted, Consumer<byte[]> keys) {
        config.setKeyAlgorithms(kept(config.getKeyAlgorithms(), wanted));
        config.setKeyExchangeFactories(config.getKeyExchangeFactories().stream()
                .map(factory -> ObservedExchange.observed(factory, keys))
                .toList());
    }

    /** Returns the names of the signature algorithms of host keys, the most wanted first. */
    static List<String> hostKeys() {
        return HOST_KEYS;
    }

    /** Returns whether a host that signs with {@code algorithm} shows a key of {@code keyType}, or a certificate for one. RSA keys sign under other names. */
    static boolean isOf(String algorithm, String keyType) {
        return keyType.equals("ssh-rsa") ? algorithm.startsWith("rsa-sha2-") : algorithm.startsWith(keyType);
    }

    /** sshj knows RSA certificates only with SHA-1 signatures; the names are of draft-miller-ssh-cert. */
    private static List<Factory.Named<KeyAlgorithm>> withCertificates(List<Factory.Named<KeyAlgorithm>> known) {
        List<Factory.Named<KeyAlgorithm>> all = new ArrayList<>(known);
        all.add(new KeyAlgorithms.Factory(
                "rsa-sha2-512-cert-v01@openssh.com", new SignatureRSA.FactoryRSASHA512(), KeyType.RSA_CERT));
        all.add(new KeyAlgorithms.Factory(
                "rsa-sha2-256-cert-v01@openssh.com", new SignatureRSA.FactoryRSASHA256(), KeyType.RSA_CERT));
        return all;
    }

    private static <T> List<Factory.Named<T>> kept(List<Factory.Named<T>> offered, List<String> names) {
        return offered.stream()
                .filter(factory -> names.contains(factory.getName()))
                .sorted(Comparator.comparingInt(factory -> names.indexOf(factory.getName())))
                .toList();
    }
}
