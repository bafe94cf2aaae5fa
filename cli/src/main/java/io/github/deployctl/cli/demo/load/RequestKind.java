package io.github.deployctl.cli.demo.load;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A request as it goes over the wire, and the one kind of answer it may get. */
final class RequestKind {
    private static final int BODY = 16 * 1024;
    private static final Pattern HOME = Pattern.compile("demo \\S+");

    private final String name;
    private final byte[] bytes;
    private final Predicate<String> expected;

    private RequestKind(String name, byte[] bytes, Predicate<String> expected) {
        this.name = name;
        this.bytes = bytes;
        this.expected = expected;
    }

    /** Asks for the version. */
    static RequestKind get(boolean keepAlive) {
        return new RequestKind(
                "GET / " + mode(keepAlive), head("GET / HTTP/1.1", keepAlive, ""), HOME.asMatchPredicate());
    }

    /** Sends 16 KiB that differ by {@code seed} and wants their length and checksum back. */
    static RequestKind post(boolean keepAlive, long seed) {
        byte[] body = new byte[BODY];
        new Random(seed).nextBytes(body);
        byte[] head = head(
                "POST /echo HTTP/1.1",
                keepAlive,
                "Content-Type: application/octet-stream\r\nContent-Length: " + BODY + "\r\n");
        byte[] bytes = new byte[head.length + BODY];
        System.arraycopy(head, 0, bytes, 0, head.length);
        System.arraycopy(body, 0, bytes, head.length, BODY);
        String expected = BODY + " " + sha256(body);
        return new RequestKind("POST /echo " + mode(keepAlive), bytes, expected::equals);
    }

    /** For people. */
    String name() {
        return name;
    }

    /** The whole request; not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** Whether {@code body} is the right answer. */
    boolean expects(String body) {
        return expected.test(body);
    }

    boolean isGet() {
        return bytes[0] == (byte) 'G';
    }

    private static byte[] head(String line, boolean keepAlive, String more) {
        String connection = keepAlive ? "" : "Connection: close\r\n";
        return (line + "\r\nHost: localhost\r\n" + connection + more + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static String mode(boolean keepAlive) {
        return keepAlive ? "(kept connection)" : "(new connection)";
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256 (java.security.MessageDigest)", e);
        }
    }
}
