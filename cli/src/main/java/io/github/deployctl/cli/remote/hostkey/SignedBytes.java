package io.github.deployctl.cli.remote.hostkey;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Map;
import java.util.Optional;

/** Bytes and a signature over them in SSH's wire form (RFC 4253 section 6.6). */
final class SignedBytes {
    /** What a certificate authority may sign with (CASignatureAlgorithms of OpenSSH, without tokens), and what the JDK calls it. */
    private static final Map<String, String> ALGORITHMS = Map.of(
            "ssh-ed25519", "Ed25519",
            "ecdsa-sha2-nistp256", "SHA256withECDSA",
            "ecdsa-sha2-nistp384", "SHA384withECDSA",
            "ecdsa-sha2-nistp521", "SHA512withECDSA",
            "rsa-sha2-256", "SHA256withRSA",
            "rsa-sha2-512", "SHA512withRSA");

    private final byte[] covered;
    private final byte[] signature;

    SignedBytes(byte[] covered, byte[] signature) {
        this.covered = covered.clone();
        this.signature = signature.clone();
    }

    /** Returns why this is not signed by {@code key}, if it is not. */
    Optional<String> objection(HostKey key) {
        try {
            Wire wire = new Wire(signature);
            String type = wire.text();
            String algorithm = ALGORITHMS.get(type);
            boolean rsa = key.type().equals("ssh-rsa");
            if (algorithm == null || (rsa ? !type.startsWith("rsa-sha2-") : !type.equals(key.type()))) {
                return Optional.of("it is signed with " + type + ", which is not allowed");
            }
            byte[] raw = wire.string();
            wire.end();
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(KeyForm.decode(key));
            verifier.update(covered);
            return verifier.verify(type.startsWith("ecdsa-") ? sequence(raw) : raw)
                    ? Optional.empty()
                    : Optional.of("its signature is false");
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.of("its signature is broken");
        }
    }

    /** Writes the two numbers of an ECDSA signature (RFC 5656 section 3.1.2) as the JDK reads them, a DER sequence. */
    private static byte[] sequence(byte[] raw) {
        Wire wire = new Wire(raw);
        ByteArrayOutputStream numbers = new ByteArrayOutputStream();
        for (BigInteger number : new BigInteger[] {wire.number(), wire.number()}) {
            byte[] bytes = number.toByteArray();
            numbers.write(0x02);
            numbers.write(bytes.length);
            numbers.writeBytes(bytes);
        }
        wire.end();
        ByteArrayOutputStream sequence = new ByteArrayOutputStream();
        sequence.write(0x30);
        if (numbers.size() > 0x7f) {
            // Two numbers of P-521 take up to 138 bytes.
            sequence.write(0x81);
        }
        sequence.write(numbers.size());
        sequence.writeBytes(numbers.toByteArray());
        return sequence.toByteArray();
    }
}
