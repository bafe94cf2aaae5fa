package io.github.deployctl.cli.remote.ssh;

import com.hierynomus.sshj.userauth.keyprovider.OpenSSHKeyV1KeyFile;
import io.github.deployctl.cli.remote.hostkey.HostKey;
import java.io.CharArrayReader;
import java.io.IOException;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import net.schmizz.sshj.userauth.keyprovider.BaseFileKeyProvider;
import net.schmizz.sshj.userauth.keyprovider.PKCS8KeyFile;
import net.schmizz.sshj.userauth.password.PasswordUtils;
import org.jspecify.annotations.Nullable;

/** The text of a private key in one of the forms that are read. Wiped when it is closed. */
final class PrivateKeyText implements AutoCloseable {
    private final char[] text;

    /** Takes what was pasted or read, repaired, and wipes it. */
    PrivateKeyText(char[] pasted) throws IOException {
        try {
            this.text = PastedKey.repair(pasted);
        } finally {
            PastedKey.wipe(pasted);
        }
    }

    private boolean isOpenSsh() {
        return PastedKey.find(text, "-----BEGIN OPENSSH", 0) == 0;
    }

    boolean isEncrypted() {
        return isOpenSsh()
                ? parts().filter(OpenSshKeyParts::isEncrypted).isPresent()
                : PastedKey.find(text, "ENCRYPTED", 0) >= 0;
    }

    /** Returns whether only other programs can open it; none of them makes such keys unless told to. */
    boolean isEncryptedStrangely() {
        return isOpenSsh()
                && parts().filter(parts -> parts.cipher().startsWith("chacha20"))
                        .isPresent();
    }

    /** Returns the public key, where it can be known without a passphrase. */
    Optional<HostKey> publicKey() {
        return isOpenSsh() ? parts().map(OpenSshKeyParts::publicKey) : Optional.empty();
    }

    private Optional<OpenSshKeyParts> parts() {
        int from = PastedKey.find(text, "\n", 0);
        int to = PastedKey.find(text, "-----END", from);
        byte[] body = new byte[to - from];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) text[from + i];
        }
        byte[] content = Base64.getMimeDecoder().decode(body);
        try {
            return OpenSshKeyParts.read(content);
        } finally {
            Arrays.fill(body, (byte) 0);
            Arrays.fill(content, (byte) 0);
        }
    }

    /**
     * Returns the key.
     *
     * @param passphrase is not wiped here; null for a key that is not encrypted
     * @throws IOException when the passphrase is wrong, or the key is of a form that is not read
     */
    KeyPair decode(char @Nullable [] passphrase) throws IOException {
        if (passphrase == null || !ClassicPem.isEncrypted(text)) {
            return decode(text, passphrase);
        }
        char[] plain = ClassicPem.decrypt(text, passphrase);
        try {
            return decode(plain, null);
        } finally {
            PastedKey.wipe(plain);
        }
    }

    private KeyPair decode(char[] text, char @Nullable [] passphrase) throws IOException {
        BaseFileKeyProvider provider = isOpenSsh() ? new OpenSSHKeyV1KeyFile() : new PKCS8KeyFile();
        try (CharArrayReader reader = new CharArrayReader(text)) {
            // sshj wipes what it is given.
            provider.init(reader, passphrase == null ? null : PasswordUtils.createOneOff(passphrase.clone()));
            return new KeyPair(provider.getPublic(), provider.getPrivate());
        } catch (IOException | RuntimeException | LinkageError e) {
            // LinkageError: forms that sshj reads with Bouncy Castle, which is not there.
            throw new IOException(e.getClass().getSimpleName(), e);
        }
    }

    @Override
    public void close() {
        PastedKey.wipe(text);
    }

    static char[] chars(byte[] read) {
        char[] chars = new char[read.length];
        for (int i = 0; i < read.length; i++) {
            // Keys are ASCII; whatever else there is must only not be mistaken for it.
            chars[i] = (char) (read[i] & 0xff);
        }
        Arrays.fill(read, (byte) 0);
        boolean marked = chars.length > 2 && chars[0] == 0xef && chars[1] == 0xbb && chars[2] == 0xbf;
        if (marked) {
            Arrays.fill(chars, 0, 3, ' ');
        }
        return chars;
    }
}
