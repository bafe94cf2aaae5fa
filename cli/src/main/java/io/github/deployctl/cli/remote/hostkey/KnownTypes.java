package io.github.deployctl.cli.remote.hostkey;

import io.github.deployctl.cli.remote.hostkey.KnownHost.Marker;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What kinds of keys are known for a host, so that it can be asked for one that can be checked.
 *
 * @param plain types of its own keys
 * @param isCertified whether an authority is known that signs for it
 */
public record KnownTypes(Set<String> plain, boolean isCertified) {
    private static final String RSA = "ssh-rsa";

    public KnownTypes {
        plain = Set.copyOf(plain);
    }

    static KnownTypes of(List<KnownHost> entries) {
        Set<String> plain = entries.stream()
                .filter(entry -> entry.marker() == Marker.NONE)
                .map(entry -> entry.key().type())
                .collect(Collectors.toUnmodifiableSet());
        return new KnownTypes(plain, entries.stream().anyMatch(entry -> entry.marker() == Marker.CERT_AUTHORITY));
    }

    /**
     * Puts first what can be checked, and keeps the order otherwise (order_hostkeyalgs in sshconnect2.c).
     *
     * @param algorithms names of signature algorithms, the most wanted first
     */
    public List<String> order(List<String> algorithms) {
        if (algorithms.isEmpty() || plain.contains(keyType(algorithms.get(0)))) {
            return algorithms;
        }
        return Stream.concat(
                        algorithms.stream().filter(this::isCheckable),
                        algorithms.stream().filter(algorithm -> !isCheckable(algorithm)))
                .toList();
    }

    private boolean isCheckable(String algorithm) {
        return (isCertified && algorithm.endsWith(HostKey.CERTIFICATE)) || plain.contains(keyType(algorithm));
    }

    /** RSA keys sign with SHA-2, RFC 8332, under other names than their own. */
    private static String keyType(String algorithm) {
        String plain = algorithm.endsWith(HostKey.CERTIFICATE)
                ? algorithm.substring(0, algorithm.length() - HostKey.CERTIFICATE.length())
                : algorithm;
        return plain.startsWith("rsa-sha2-") ? RSA : plain;
    }
}
