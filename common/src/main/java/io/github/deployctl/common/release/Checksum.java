package io.github.deployctl.common.release;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** A SHA-256 in lower-case hex. Two artifacts are the same if and only if their checksums are equal. */
public record Checksum(String hex) {
    private static final Pattern VALID = Pattern.compile("[0-9a-f]{64}");
    private static final int SHORT = 8;

    public Checksum {
        if (!VALID.matcher(hex).matches()) {
            throw new IllegalArgumentException("checksum " + Quoted.of(hex) + " is not 64 lower-case hex digits");
        }
    }

    /** Reads {@code in} to its end; the caller closes it. */
    public static Checksum of(InputStream in) throws IOException {
        MessageDigest digest = newDigest();
        byte[] buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            digest.update(buffer, 0, n);
        }
        return of(digest);
    }

    /** Ends {@code digest}, which came from {@link #newDigest()}. */
    public static Checksum of(MessageDigest digest) {
        return new Checksum(HexFormat.of().formatHex(digest.digest()));
    }

    /** Returns a fresh SHA-256, for whoever sees the bytes pass. */
    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256 (java.security.MessageDigest)", e);
        }
    }

    /** Returns the first eight digits, as release ids and messages show them. */
    public String abbreviated() {
        return hex.substring(0, SHORT);
    }

    @Override
    public String toString() {
        return hex;
    }
}
