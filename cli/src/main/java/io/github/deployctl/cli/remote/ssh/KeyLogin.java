package io.github.deployctl.cli.remote.ssh;

import io.github.deployctl.cli.remote.hostkey.HostKey;
import java.io.IOException;
import java.util.Base64;
import net.schmizz.sshj.common.Buffer.PlainBuffer;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AbstractAuthMethod;

/**
 * Login with one key, RFC 4252 section 7: first the question whether the host would take the key, and only then a signature, which somebody may have to
 * allow. Where nobody has to, and there is no other key to go on with, the question would save nothing, and cost a round trip: then it is left out.
 */
final class KeyLogin extends AbstractAuthMethod {
    /** Who has the private key. */
    @FunctionalInterface
    interface Signer {
        /** Returns the signature in SSH's wire form. */
        byte[] sign(byte[] message) throws IOException;
    }

    private final HostKey key;
    private final Signer signer;
    private final Runnable offered;
    private boolean asks = true;

    /**
     * Makes a login.
     *
     * @param key the public key, or a certificate for it
     * @param offered is run when the host is asked about the key
     */
    KeyLogin(HostKey key, Signer signer, Runnable offered) {
        super("publickey");
        this.key = key;
        this.signer = signer;
        this.offered = offered;
    }

    /** Has it sign at once, where the private key is at hand. */
    void signAtOnce() {
        asks = !(signer instanceof HeldKey);
    }

    @Override
    protected SSHPacket buildReq() throws UserAuthException {
        offered.run();
        return asks ? request(false) : signed();
    }

    @Override
    public void handle(Message message, SSHPacket packet) throws UserAuthException, TransportException {
        if (message != Message.USERAUTH_60) {
            super.handle(message, packet);
            return;
        }
        params.getTransport().write(signed());
    }

    private SSHPacket signed() throws UserAuthException {
        SSHPacket signed = request(true);
        byte[] covered = new PlainBuffer()
                .putString(params.getTransport().getSessionID())
                .putBuffer(signed)
                .getCompactData();
        try {
            signed.putString(signer.sign(covered));
        } catch (IOException e) {
            throw new UserAuthException("not signed", e);
        }
        return signed;
    }

    private SSHPacket request(boolean signed) throws UserAuthException {
        SSHPacket request = super.buildReq();
        // What the signature is called: RSA keys sign with SHA-2, RFC 8332.
        request.putBoolean(signed)
                .putString(key.type().replaceFirst("^ssh-rsa", "rsa-sha2-512"))
                .putString(Base64.getDecoder().decode(key.base64()));
        return request;
    }
}
