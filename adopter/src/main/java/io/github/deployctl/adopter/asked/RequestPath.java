package io.github.deployctl.adopter.asked;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The path in the first bytes of a GET request, and whether it may be kept. */
final class RequestPath {
    /** In bytes; what is longer is more likely to carry something than to name something. */
    static final int LONGEST = 200;

    /** A part between two slashes of this length that holds a digit: a session, a token, the number of an order; seldom the name of a page. */
    private static final int LONGEST_NAME = 23;

    private static final byte[] METHOD = "GET ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VERSION = "HTTP/1.".getBytes(StandardCharsets.US_ASCII);

    private RequestPath() {}

    /** Returns the path without its query; null where the bytes do not begin with a GET request of HTTP/1, or its path is not to be kept. */
    static @Nullable String in(ByteBuffer read) {
        int start = read.position() + METHOD.length;
        if (!hasAt(read, read.position(), METHOD)) {
            return null;
        }
        int pathEnd = -1;
        int targetEnd = start;
        // The target itself may be as long as a server takes it; only its path is limited.
        for (; targetEnd < read.limit() && read.get(targetEnd) != ' '; targetEnd++) {
            byte next = read.get(targetEnd);
            if (next < '!' || next > '~') {
                return null;
            }
            if (pathEnd < 0 && (next == '?' || next == '#')) {
                pathEnd = targetEnd;
            }
        }
        pathEnd = pathEnd < 0 ? targetEnd : pathEnd;
        if (!hasAt(read, targetEnd + 1, VERSION) || pathEnd - start > LONGEST) {
            return null;
        }
        byte[] path = new byte[pathEnd - start];
        for (int i = 0; i < path.length; i++) {
            path[i] = read.get(start + i);
        }
        String text = new String(path, StandardCharsets.US_ASCII);
        return text.startsWith("/") && !isTelling(text) ? text : null;
    }

    /** Whether it may hold what only one user should know: path parameters ({@code ;jsessionid=}), addresses of people, long names with digits. */
    private static boolean isTelling(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        if (lower.contains(";") || lower.contains("%3b") || lower.contains("@") || lower.contains("%40")) {
            return true;
        }
        for (String part : path.split("/", -1)) {
            if (part.length() > LONGEST_NAME && part.chars().anyMatch(next -> next >= '0' && next <= '9')) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasAt(ByteBuffer bytes, int index, byte[] expected) {
        if (bytes.limit() - index < expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (bytes.get(index + i) != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
