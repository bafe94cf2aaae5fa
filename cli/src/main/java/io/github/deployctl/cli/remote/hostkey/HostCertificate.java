package io.github.deployctl.cli.remote.hostkey;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A certificate that a host shows for its key, PROTOCOL.certkeys of OpenSSH.
 *
 * @param key the host's own
 * @param kind 1 for a user's, 2 for a host's
 * @param principals the names that it is about; none means any
 * @param validAfter seconds since 1970, unsigned
 * @param validBefore seconds since 1970, unsigned
 * @param isCritical whether there are options that must be understood; none is defined for hosts
 */
record HostCertificate(
        HostKey key,
        int kind,
        List<String> principals,
        long validAfter,
        long validBefore,
        boolean isCritical,
        Signed signed) {
    private static final int HOST = 2;

    /** Who vouches for it. */
    record Signed(HostKey authority, SignedBytes bytes) {}

    HostCertificate {
        principals = List.copyOf(principals);
    }

    /** Reads a certificate, whose signature it does not check; {@link IllegalArgumentException} when it is none. */
    static HostCertificate read(HostKey certificate) {
        byte[] blob = certificate.blob();
        Wire wire = new Wire(blob);
        String plain = certificate.plainType();
        if (!wire.text().equals(certificate.type())) {
            throw new IllegalArgumentException("a certificate of another type");
        }
        wire.string(); // The nonce.
        int from = wire.position();
        KeyForm.of(plain)
                .orElseThrow(() -> new IllegalArgumentException("no known type of key"))
                .read(wire);
        HostKey key = HostKey.of(named(plain, Arrays.copyOfRange(blob, from, wire.position())));
        wire.int64(); // The serial number.
        int kind = wire.int32();
        wire.string(); // The authority's name for it.
        List<String> principals = new Wire(wire.string()).texts();
        long validAfter = wire.int64();
        long validBefore = wire.int64();
        boolean critical = wire.string().length > 0;
        wire.string(); // Extensions, which may be passed over.
        wire.string(); // Reserved.
        byte[] authority = wire.string();
        byte[] covered = Arrays.copyOf(blob, wire.position());
        SignedBytes bytes = new SignedBytes(covered, wire.string());
        wire.end();
        Signed signed = new Signed(HostKey.of(authority), bytes);
        if (signed.authority.isCertificate()) {
            throw new IllegalArgumentException("a certificate signed by a certificate");
        }
        return new HostCertificate(key, kind, principals, validAfter, validBefore, critical, signed);
    }

    private static byte[] named(String type, byte[] rest) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            byte[] name = type.getBytes(StandardCharsets.US_ASCII);
            out.writeInt(name.length);
            out.write(name);
            out.write(rest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    HostKey authority() {
        return signed.authority;
    }

    /** Returns why it is not good for a host, if it is not (sshkey_cert_check_host in sshkey.c); the name is compared as it is. */
    Optional<String> objection(String host, Instant now) {
        if (kind != HOST) {
            return Optional.of("it is no host's certificate");
        }
        long seconds = now.getEpochSecond();
        if (Long.compareUnsigned(seconds, validAfter) < 0) {
            return Optional.of("it is not valid before " + time(validAfter));
        }
        if (Long.compareUnsigned(seconds, validBefore) >= 0) {
            return Optional.of("it expired at " + time(validBefore));
        }
        if (!principals.isEmpty() && !principals.contains(host)) {
            return Optional.of("it is for " + String.join(", ", principals) + " and not for " + host);
        }
        if (isCritical) {
            return Optional.of("it has critical options, which are not known for hosts");
        }
        return signed.bytes.objection(authority());
    }

    /** A host may write any 64 bits there, and {@link Instant} ends before they do. */
    private static String time(long seconds) {
        return Long.compareUnsigned(seconds, Instant.MAX.getEpochSecond()) > 0
                ? "the end of time"
                : Instant.ofEpochSecond(seconds).toString();
    }
}
