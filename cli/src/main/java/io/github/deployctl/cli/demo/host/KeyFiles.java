package io.github.deployctl.cli.demo.host;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;

/** Fresh keys, and the files in which OpenSSH keeps them. */
public final class KeyFiles {
    private KeyFiles() {}

    /** Makes an ECDSA key on NIST P-256: every Java has it, and it takes milliseconds. */
    public static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
            throw new AssertionError("every Java platform has EC keys on secp256r1", e);
        }
    }

    /** Writes a private key that only its owner can read. */
    public static void writePrivateKey(KeyPair key, Path file) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(file)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "demo", null, out);
        } catch (GeneralSecurityException e) {
            throw new IOException("a key cannot be written: " + e.getMessage(), e);
        }
    }

    /** Writes a known_hosts file that knows 127.0.0.1 on {@code port} by its key and nobody else. */
    public static void writeKnownHosts(int port, PublicKey key, Path file) throws IOException {
        Files.writeString(file, "[127.0.0.1]:" + port + " " + PublicKeyEntry.toString(key) + "\n");
    }
}
