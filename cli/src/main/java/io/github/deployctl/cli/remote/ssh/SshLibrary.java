package io.github.deployctl.cli.remote.ssh;

import com.hierynomus.sshj.signature.SignatureEdDSA;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.Buffer.PlainBuffer;

/** What every connection needs before its first byte: the SSH library, and the JDK's algorithms that most hosts agree on. */
public final class SshLibrary {
    private SshLibrary() {}

    /** Loads it, which takes as long as a login; any thread may, and a connection that is opened meanwhile loads what is missing. */
    public static void load() {
        new SSHClient(Algorithms.config());
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("X25519");
            generator.initialize(255, new SecureRandom());
            KeyAgreement agreement = KeyAgreement.getInstance("X25519");
            agreement.init(generator.generateKeyPair().getPrivate());
            KeyFactory.getInstance("Ed25519");
            Signature.getInstance("Ed25519");
            Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            // Whoever needs it will say so.
        }
    }

    /** Goes through what a host and a key of Ed25519 have a client do, for an archive of its classes: the server of a rehearsal has only ECDSA. */
    public static void rehearseEd25519() throws GeneralSecurityException, IOException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] blob = new PlainBuffer().putPublicKey(pair.getPublic()).getCompactData();
        PublicKey shown = new PlainBuffer(blob).readPublicKey();
        var signature = new SignatureEdDSA.Factory().create();
        signature.initSign(pair.getPrivate());
        signature.update(blob);
        byte[] signed = signature.encode(signature.sign());
        signature.initVerify(shown);
        signature.update(blob);
        byte[] sent =
                new PlainBuffer().putString("ssh-ed25519").putBytes(signed).getCompactData();
        if (!signature.verify(sent)) {
            throw new GeneralSecurityException("an Ed25519 signature is not taken");
        }
    }
}
