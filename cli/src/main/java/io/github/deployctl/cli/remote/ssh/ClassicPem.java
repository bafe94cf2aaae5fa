package io.github.deployctl.cli.remote.ssh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Takes the encryption off a key of the classic PEM form (RFC 1421), which sshj does only with Bouncy Castle. */
final class ClassicPem {
    private static final String INFO = "DEK-Info: ";

    private ClassicPem() {}

    static boolean isEncrypted(char[] text) {
        return PastedKey.find(text, INFO, 0) >= 0;
    }

    /** Returns the same file without encryption; a wrong passphrase is an {@link IOException}. */
    static char[] decrypt(char[] text, char[] passphrase) throws IOException {
        int info = PastedKey.find(text, INFO, 0) + INFO.length();
        int infoEnd = PastedKey.find(text, "\n", info);
        int bodyEnd = PastedKey.find(text, "-----END", infoEnd);
        int labelEnd = PastedKey.find(text, "\n", 0) + 1;
        List<String> parts = List.of(String.valueOf(text, info, infoEnd - info).split(",", 2));
        byte[] encrypted = Base64.getMimeDecoder()
                .decode(String.valueOf(text, infoEnd, bodyEnd - infoEnd).getBytes(StandardCharsets.ISO_8859_1));
        byte[] plain = new byte[0];
        byte[] body = new byte[0];
        try {
            plain = decrypt(parts, encrypted, passphrase);
            body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(plain);
            return CharBuffer.allocate(labelEnd + body.length + 1 + text.length - bodyEnd)
                    .put(text, 0, labelEnd)
                    .put(StandardCharsets.ISO_8859_1.decode(ByteBuffer.wrap(body)))
                    .put('\n')
                    .put(text, bodyEnd, text.length - bodyEnd)
                    .array();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException("not decrypted", e);
        } finally {
            Arrays.fill(plain, (byte) 0);
            Arrays.fill(body, (byte) 0);
        }
    }

    private static byte[] decrypt(List<String> info, byte[] encrypted, char[] passphrase)
            throws GeneralSecurityException {
        String name = info.get(0);
        boolean triple = name.equals("DES-EDE3-CBC");
        if (info.size() < 2 || !(triple || name.matches("AES-(128|192|256)-CBC"))) {
            throw new GeneralSecurityException("a cipher that is not known");
        }
        byte[] initial = HexFormat.of().parseHex(info.get(1));
        byte[] key = key(passphrase, initial, triple ? 24 : Integer.parseInt(name.substring(4, 7)) / 8);
        try {
            Cipher cipher = Cipher.getInstance(triple ? "DESede/CBC/PKCS5Padding" : "AES/CBC/PKCS5Padding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(key, triple ? "DESede" : "AES"),
                    new IvParameterSpec(initial));
            return cipher.doFinal(encrypted);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** EVP_BytesToKey(3) with MD5 and one round, the salt being the first 8 bytes of the initial vector. */
    private static byte[] key(char[] passphrase, byte[] salt, int length) throws GeneralSecurityException {
        ByteBuffer secret = StandardCharsets.UTF_8.encode(CharBuffer.wrap(passphrase));
        MessageDigest digest = MessageDigest.getInstance("MD5");
        byte[] key = new byte[length];
        byte[] block = new byte[0];
        for (int at = 0; at < length; at += block.length) {
            digest.update(block);
            digest.update(secret.duplicate());
            digest.update(salt, 0, 8);
            block = digest.digest();
            System.arraycopy(block, 0, key, at, Math.min(block.length, length - at));
        }
        while (secret.hasRemaining()) {
            secret.put((byte) 0);
        }
        return key;
    }
}
