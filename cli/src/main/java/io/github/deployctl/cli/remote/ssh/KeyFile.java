package io.github.deployctl.cli.remote.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.Buffer.PlainBuffer;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;

/** A private key on disk. Whatever cannot be used is named: the reason is the exception's message, for a user. */
final class KeyFile {
    private static final int LARGEST = 1 << 20;
    private static final String OPENSSH = "-----BEGIN OPENSSH PRIVATE KEY-----";
    private static final byte[] OPENSSH_MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);

    private KeyFile() {}

    /** Reads and parses the key at once, so that a bad one is told before anything is connected. */
    static KeyProvider load(SSHClient client, Path file) throws IOException {
        String text = read(file);
        refuseWhatIsNoPrivateKey(text);
        if (isEncrypted(text)) {
            throw new IOException("is encrypted; load it into the ssh-agent with: ssh-add " + file);
        }
        try {
            KeyProvider key = client.loadKeys(text, null, null);
            key.getPrivate();
            key.getPublic();
            return key;
        } catch (IOException | RuntimeException | LinkageError e) {
            // LinkageError: forms that sshj reads with Bouncy Castle, which is not there.
            throw new IOException("is of a form that is not read; rewrite it with: ssh-keygen -p -f " + file, e);
        }
    }

    /** Returns the base64 form of the public key that stands beside a private one. */
    static Optional<String> publicKey(Path file) {
        try {
            String[] fields = Files.readString(Path.of(file + ".pub"), StandardCharsets.ISO_8859_1)
                    .strip()
                    .split("\\s+", -1);
            return fields.length < 2 ? Optional.empty() : Optional.of(fields[1]);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String read(Path file) throws IOException {
        try {
            if (Files.isDirectory(file)) {
                throw new IOException("is a folder");
            }
            if (Files.size(file) > LARGEST) {
                throw new IOException("is too large for a key");
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new IOException("does not exist", e);
        } catch (AccessDeniedException e) {
            throw new IOException("may not be read by this user", e);
        }
    }

    private static void refuseWhatIsNoPrivateKey(String text) throws IOException {
        String start = text.stripLeading();
        if (start.startsWith("ssh-") || start.startsWith("ecdsa-") || start.startsWith("sk-")) {
            throw new IOException("is a public key; name the private one, usually the same name without .pub");
        }
        if (start.startsWith("PuTTY-User-Key-File")) {
            throw new IOException("is a PuTTY key; export it as an OpenSSH key");
        }
        if (!start.startsWith("-----BEGIN ") || !start.contains("PRIVATE KEY-----")) {
            throw new IOException("is no private key");
        }
    }

    private static boolean isEncrypted(String text) throws IOException {
        if (!text.stripLeading().startsWith(OPENSSH)) {
            return text.contains("ENCRYPTED");
        }
        try {
            String body = text.stripLeading().substring(OPENSSH.length());
            byte[] key = Base64.getMimeDecoder().decode(body.substring(0, Math.max(0, body.indexOf("-----END"))));
            PlainBuffer buffer = new PlainBuffer(key);
            buffer.readRawBytes(new byte[OPENSSH_MAGIC.length]);
            return !buffer.readString().equals("none");
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("is a damaged OpenSSH key", e);
        }
    }
}
