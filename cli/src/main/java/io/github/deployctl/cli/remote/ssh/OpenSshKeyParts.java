package io.github.deployctl.cli.remote.ssh;

import io.github.deployctl.cli.remote.hostkey.HostKey;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer.BufferException;
import net.schmizz.sshj.common.Buffer.PlainBuffer;

/**
 * What a private key of OpenSSH's own form says before its secret part, PROTOCOL.key of OpenSSH.
 *
 * @param publicKey which anybody may read, in an encrypted key too
 * @param cipher that the secret part is encrypted with, or none
 */
record OpenSshKeyParts(HostKey publicKey, String cipher) {
    private static final int MAGIC_BYTES = 15;

    boolean isEncrypted() {
        return !cipher.equals("none");
    }

    /** Reads the decoded content of a key; empty when it is not whole. */
    static Optional<OpenSshKeyParts> read(byte[] content) {
        try {
            PlainBuffer buffer = new PlainBuffer(content);
            buffer.readRawBytes(new byte[MAGIC_BYTES]);
            String cipher = buffer.readString();
            buffer.readString(); // How the passphrase becomes a key.
            buffer.readBytes(); // With what salt.
            buffer.readUInt32(); // How many keys: one.
            HostKey key = HostKey.of(buffer.readBytes());
            buffer.readBytes(); // The secret part.
            return Optional.of(new OpenSshKeyParts(key, cipher));
        } catch (BufferException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
