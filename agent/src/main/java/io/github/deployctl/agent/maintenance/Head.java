package io.github.deployctl.agent.maintenance;

import java.util.regex.Pattern;

/** Reads the head of one request as its bytes come, and of that only what matters. For one thread. */
final class Head {
    /** The longest head that is read, in bytes. */
    static final int LONGEST = 16 << 10;

    /** As much of the request line is kept; a longer one is judged by its beginning. */
    private static final int KEPT = 8 << 10;

    /** Begins a TLS record with a handshake (RFC 8446, 5.1). */
    private static final int TLS_HANDSHAKE = 22;

    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";
    private static final Pattern REQUEST_LINE = Pattern.compile("[^ ]{1,32} [^ ]+ HTTP/1\\.[01]");

    private final StringBuilder line = new StringBuilder();
    private int length;
    private int lineLength;
    private boolean pastFirstLine;
    private Asked asked = Asked.NOTHING_YET;

    /** Takes what has come, and returns what is asked as far as that is known now. What follows the head is not looked at. */
    Asked take(byte[] bytes, int count) {
        for (int i = 0; i < count && asked == Asked.NOTHING_YET; i++) {
            take(bytes[i] & 0xff);
        }
        return asked;
    }

    /** Tells whether anything has come. */
    boolean isBegun() {
        return length > 0;
    }

    private void take(int next) {
        if (++length > LONGEST) {
            asked = Asked.TOO_LARGE;
        } else if (next == '\n') {
            endLine();
        } else if (next != '\r') {
            if (!pastFirstLine && lineLength == 0 && !isToken(next)) {
                asked = next == TLS_HANDSHAKE ? Asked.TLS : Asked.SOMETHING_ELSE;
            }
            lineLength++;
            if (!pastFirstLine && line.length() < KEPT) {
                line.append((char) next);
            }
        }
    }

    /** An empty line before the request line is skipped (RFC 9112, 2.2); after it, it ends the head. */
    private void endLine() {
        if (pastFirstLine && lineLength == 0) {
            asked = line.toString().startsWith("HEAD ") ? Asked.HEAD_ONLY : Asked.WHOLE;
        } else if (lineLength > 0 && !pastFirstLine) {
            pastFirstLine = true;
            asked = judge(line.toString());
        }
        lineLength = 0;
    }

    private static Asked judge(String requestLine) {
        if (requestLine.equals("PRI * HTTP/2.0")) {
            return Asked.HTTP2;
        }
        boolean fits = requestLine.length() == KEPT
                || REQUEST_LINE.matcher(requestLine).matches();
        return fits ? Asked.NOTHING_YET : Asked.MALFORMED;
    }

    /** A method is made of these (RFC 9110, 5.6.2). */
    private static boolean isToken(int character) {
        return (character >= 'A' && character <= 'Z')
                || (character >= 'a' && character <= 'z')
                || (character >= '0' && character <= '9')
                || TOKEN_MARKS.indexOf(character) >= 0;
    }
}
