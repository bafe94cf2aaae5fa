package io.github.deployctl.cli.remote.hostkey;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.release.Checksum;
import java.util.Base64;
import java.util.Optional;

/**
 * A host's public key, or a certificate for one.
 *
 * @param type as known_hosts names it, {@code ssh-ed25519}
 * @param base64 the key in SSH's wire form (RFC 4253 section 6.6), as known_hosts writes it
 */
public record HostKey(String type, String base64) {
    /** How the names of certificate types end, PROTOCOL.certkeys of OpenSSH. */
    static final String CERTIFICATE = "-cert-v01@openssh.com";

    public HostKey {
        requireNonNull(type, "type");
        // Decoded and written again, so that equal keys are equal however their lines were padded.
        base64 = Base64.getEncoder().encodeToString(Base64.getDecoder().decode(base64));
    }

    /** Makes a key of its wire form. */
    public static HostKey of(String type, byte[] blob) {
        return new HostKey(type, Base64.getEncoder().encodeToString(blob));
    }

    /** Makes a key of its wire form, which begins with the type; {@link IllegalArgumentException} when it is no key. */
    public static HostKey of(byte[] blob) {
        HostKey key = of(new Wire(blob).text(), blob);
        if (key.isCertificate()) {
            HostCertificate.read(key);
        } else {
            key.check();
        }
        return key;
    }

    /** Reads a type and a key as known_hosts files and .pub files write them; empty where ssh(1) would pass over the line. */
    public static Optional<HostKey> parse(String type, String base64) {
        // RFC 8332 gives no key format to these names, but sshkey_read takes them for the key's.
        String format = type.startsWith("rsa-sha2-") ? type.replaceFirst("rsa-sha2-(256|512)", "ssh-rsa") : type;
        String text = base64.replaceAll("[\\r\\u000b\\f]", "");
        try {
            if (text.length() % 4 != 0) {
                return Optional.empty();
            }
            HostKey key = of(Base64.getDecoder().decode(text));
            return Optional.of(key).filter(read -> read.type.equals(format));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void check() {
        Wire wire = new Wire(blob());
        wire.text();
        KeyForm.of(type)
                .orElseThrow(() -> new IllegalArgumentException("no known type of key"))
                .read(wire);
        wire.end();
    }

    byte[] blob() {
        return Base64.getDecoder().decode(base64);
    }

    public boolean isCertificate() {
        return type.endsWith(CERTIFICATE);
    }

    /** Returns the type of the key itself, for a certificate too. */
    public String plainType() {
        return isCertificate() ? type.substring(0, type.length() - CERTIFICATE.length()) : type;
    }

    /** Returns the key that a certificate is about, or this one. */
    public HostKey plain() {
        return isCertificate() ? HostCertificate.read(this).key() : this;
    }

    /** Returns the fingerprint as ssh(1) and ssh-keygen(1) print it; of a certificate, that of its key. */
    public String fingerprint() {
        byte[] hash = Checksum.newDigest().digest(plain().blob());
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
    }
}
