package io.github.deployctl.cli.remote.hostkey;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** The types of public keys that a known_hosts file may hold, and what each is made of. */
enum KeyForm {
    RSA("ssh-rsa") {
        @Override
        void read(Wire wire) {
            wire.number();
            if (wire.number().bitLength() < SHORTEST_RSA) {
                throw new IllegalArgumentException("an RSA key of less than " + SHORTEST_RSA + " bits");
            }
        }
    },
    DSA("ssh-dss") {
        @Override
        void read(Wire wire) {
            for (int i = 0; i < 4; i++) {
                wire.number();
            }
        }
    },
    ED25519("ssh-ed25519") {
        @Override
        void read(Wire wire) {
            readEdwardsPoint(wire);
        }
    },
    ECDSA256("ecdsa-sha2-nistp256") {
        @Override
        void read(Wire wire) {
            readCurve(wire, "nistp256");
        }
    },
    ECDSA384("ecdsa-sha2-nistp384") {
        @Override
        void read(Wire wire) {
            readCurve(wire, "nistp384");
        }
    },
    ECDSA521("ecdsa-sha2-nistp521") {
        @Override
        void read(Wire wire) {
            readCurve(wire, "nistp521");
        }
    },
    /** A hardware token's. It is known, but this client cannot check its signatures. */
    TOKEN_ED25519("sk-ssh-ed25519@openssh.com") {
        @Override
        void read(Wire wire) {
            readEdwardsPoint(wire);
            wire.string();
        }
    },
    TOKEN_ECDSA("sk-ecdsa-sha2-nistp256@openssh.com") {
        @Override
        void read(Wire wire) {
            readCurve(wire, "nistp256");
            wire.string();
        }
    };

    /** SSH_RSA_MINIMUM_MODULUS_SIZE in OpenSSH. */
    private static final int SHORTEST_RSA = 1024;

    private static final int EDWARDS_BYTES = 32;

    /** What stands before a key's bytes in an X.509 SubjectPublicKeyInfo, RFC 5480 and RFC 8410; the form is the only one for each curve. */
    private static final Map<String, String> X509_BEGIN = Map.of(
            "ssh-ed25519", "302a300506032b6570032100",
            "ecdsa-sha2-nistp256", "3059301306072a8648ce3d020106082a8648ce3d030107034200",
            "ecdsa-sha2-nistp384", "3076301006072a8648ce3d020106052b81040022036200",
            "ecdsa-sha2-nistp521", "30819b301006072a8648ce3d020106052b8104002303818600");

    private final String type;

    KeyForm(String type) {
        this.type = type;
    }

    /** Reads what follows the type's name; {@link IllegalArgumentException} when it is no such key. */
    abstract void read(Wire wire);

    static Optional<KeyForm> of(String type) {
        return Arrays.stream(values()).filter(form -> form.type.equals(type)).findFirst();
    }

    /** Returns the key for the JDK's cryptography. */
    static PublicKey decode(HostKey key) throws GeneralSecurityException {
        Wire wire = new Wire(key.blob());
        String type = wire.text();
        if (type.equals(RSA.type)) {
            BigInteger exponent = wire.number();
            return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(wire.number(), exponent));
        }
        String begin = X509_BEGIN.get(type);
        if (begin == null) {
            throw new GeneralSecurityException("keys of type " + type + " are not checked");
        }
        boolean edwards = type.equals(ED25519.type);
        if (!edwards) {
            wire.string();
        }
        byte[] point = wire.string();
        byte[] head = HexFormat.of().parseHex(begin);
        byte[] encoded = Arrays.copyOf(head, head.length + point.length);
        System.arraycopy(point, 0, encoded, head.length, point.length);
        return KeyFactory.getInstance(edwards ? "Ed25519" : "EC").generatePublic(new X509EncodedKeySpec(encoded));
    }

    private static void readEdwardsPoint(Wire wire) {
        if (wire.string().length != EDWARDS_BYTES) {
            throw new IllegalArgumentException("no Ed25519 key");
        }
    }

    private static void readCurve(Wire wire, String curve) {
        if (!wire.text().equals(curve) || wire.string().length == 0) {
            throw new IllegalArgumentException("no key on " + curve);
        }
    }
}
