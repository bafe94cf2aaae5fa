package io.github.deployctl.cli.remote.ssh;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names what is given in place of a private key. */
final class NotAKey {
    private static final int LONGEST_NAME = 200;
    private static final String PUBLIC = "is a public key; name the private one, usually the same name without .pub";

    /** How other things begin; the longer before the shorter. */
    private static final Map<String, String> BEGINNINGS = new LinkedHashMap<>();

    static {
        BEGINNINGS.put(
                "PuTTY-User-Key-File", "is a PuTTY key; rewrite it with: puttygen key.ppk -O private-openssh -o key");
        BEGINNINGS.put(
                "---- BEGIN SSH2 ENCRYPTED", "is a key of another SSH program; rewrite it with: ssh-keygen -i -f key");
        BEGINNINGS.put("---- BEGIN SSH2 PUBLIC", PUBLIC);
        BEGINNINGS.put("***", "is only stars, as secrets are shown in logs; the secret itself was not filled in");
        BEGINNINGS.put("$", "begins with $; the variable that stands there was not replaced by its value");
    }

    private NotAKey() {}

    /** Throws what {@code text} is, if it is something that is known. */
    static void refuse(char[] text) throws IOException {
        if (text.length == 0) {
            throw new IOException("is empty");
        }
        String start = String.valueOf(text, 0, Math.min(text.length, 64));
        for (Map.Entry<String, String> beginning : BEGINNINGS.entrySet()) {
            if (start.startsWith(beginning.getKey())) {
                throw new IOException(beginning.getValue());
            }
        }
        if (start.startsWith("ssh-") || start.startsWith("ecdsa-sha2-") || start.startsWith("sk-")) {
            throw new IOException(
                    start.split("\\s", 2)[0].endsWith("-cert-v01@openssh.com")
                            ? "is a certificate; name the private key that it is for, and the certificate is found beside it"
                            : PUBLIC);
        }
        if (text.length < LONGEST_NAME && (start.startsWith("/") || start.startsWith("~/"))) {
            throw new IOException("is the name of a file and no key; a file is named with --identity FILE");
        }
    }

    static IOException labelled(String label) {
        if (label.endsWith("PUBLIC KEY")) {
            return new IOException(PUBLIC);
        }
        if (label.startsWith("PGP")) {
            return new IOException("is a PGP key, which SSH does not use");
        }
        if (label.contains("CERTIFICATE")) {
            return new IOException("is an X.509 certificate and no private key");
        }
        return new IOException(
                label.equals("DSA PRIVATE KEY")
                        ? "is a DSA key, which SSH servers do not take any more; make another: ssh-keygen -t ed25519"
                        : "is no private key");
    }

    static IOException unknown() {
        return new IOException("is no private key: there is no line like -----BEGIN OPENSSH PRIVATE KEY-----");
    }
}
