package io.github.deployctl.cli.remote.ssh;

import com.hierynomus.sshj.signature.SignatureEdDSA;
import io.github.deployctl.cli.remote.hostkey.HostKey;
import java.io.IOException;
import java.security.KeyPair;
import java.util.Map;
import java.util.function.Supplier;
import net.schmizz.sshj.common.Buffer.PlainBuffer;
import net.schmizz.sshj.signature.Signature;
import net.schmizz.sshj.signature.SignatureECDSA;
import net.schmizz.sshj.signature.SignatureRSA;

/** A private key that can sign. Never shown: it has no text. */
final class HeldKey implements KeyLogin.Signer {
    private static final Map<String, Supplier<Signature>> SIGNATURES = Map.of(
            "ssh-ed25519", () -> new SignatureEdDSA.Factory().create(),
            "ecdsa-sha2-nistp256", () -> new SignatureECDSA.Factory256().create(),
            "ecdsa-sha2-nistp384", () -> new SignatureECDSA.Factory384().create(),
            "ecdsa-sha2-nistp521", () -> new SignatureECDSA.Factory521().create(),
            "ssh-rsa", () -> new SignatureRSA.FactoryRSASHA512().create());

    private final KeyPair pair;
    private final HostKey publicKey;

    HeldKey(KeyPair pair) throws IOException {
        this.pair = pair;
        try {
            this.publicKey =
                    HostKey.of(new PlainBuffer().putPublicKey(pair.getPublic()).getCompactData());
        } catch (IllegalArgumentException e) {
            throw new IOException("is a key of a kind that SSH servers do not take: " + e.getMessage(), e);
        }
    }

    HostKey publicKey() {
        return publicKey;
    }

    @Override
    public byte[] sign(byte[] message) throws IOException {
        Supplier<Signature> kind = SIGNATURES.get(publicKey.type());
        if (kind == null) {
            throw new IOException("keys of type " + publicKey.type() + " cannot sign here");
        }
        try {
            Signature signature = kind.get();
            signature.initSign(pair.getPrivate());
            signature.update(message);
            return new PlainBuffer()
                    .putString(signature.getSignatureName())
                    .putBytes(signature.encode(signature.sign()))
                    .getCompactData();
        } catch (RuntimeException e) {
            throw new IOException("the key does not sign", e);
        }
    }
}
