package io.github.deployctl.adopter.drain;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads the head of one HTTP/1.1 response byte by byte, as far as the end of the connection depends on it (RFC 9112). Fed with what
 * a server writes from the first byte of a response. Not shared between threads.
 */
final class ResponseHead {
    private static final byte[] VERSION = "HTTP/1.1 ".getBytes(StandardCharsets.US_ASCII);
    private static final int CODE_DIGITS = 3;
    private static final int STATUS_LENGTH = VERSION.length + CODE_DIGITS;

    /** Longer than any {@code Connection} header that matters; what comes after is not looked at. */
    private static final int LINE_LIMIT = 256;

    private final byte[] line;
    private int length;
    private int code;
    private boolean closes;

    ResponseHead() {
        line = new byte[LINE_LIMIT];
    }

    private ResponseHead(ResponseHead other) {
        line = other.line.clone();
        length = other.length;
        code = other.code;
        closes = other.closes;
    }

    /** What the bytes up to and with one have shown. */
    enum Finding {
        /** In the middle of a line. */
        NONE,
        /** The bytes are no head of an HTTP/1.1 response. */
        NO_RESPONSE,
        /** The status line has ended. */
        STATUS_LINE,
        /** A header line has ended. */
        HEADER_LINE,
        /** The line {@code Connection: keep-alive} has ended. */
        KEEP_ALIVE_LINE,
        /** The head of an interim response has ended: another head follows. */
        INTERIM,
        /** The head of a 101 response has ended: what follows is no HTTP. */
        UPGRADED,
        /** The head has ended and says that the connection closes. */
        CLOSES,
        /** The head has ended and does not say that the connection closes. */
        STAYS_OPEN
    }

    ResponseHead copy() {
        return new ResponseHead(this);
    }

    Finding accept(byte next) {
        if (next == '\n') {
            Finding finding = code == 0 ? endStatusLine() : endHeaderLine();
            length = 0;
            return finding;
        }
        if (code == 0 && !belongsToStatusLine(next)) {
            return Finding.NO_RESPONSE;
        }
        if (length < LINE_LIMIT) {
            line[length++] = next;
        }
        return Finding.NONE;
    }

    private boolean belongsToStatusLine(byte next) {
        if (length < VERSION.length) {
            return next == VERSION[length];
        }
        if (length < STATUS_LENGTH) {
            return next >= '0' && next <= '9';
        }
        return length > STATUS_LENGTH || next == ' ' || next == '\r';
    }

    private Finding endStatusLine() {
        if (length < STATUS_LENGTH || line[VERSION.length] == '0') {
            return Finding.NO_RESPONSE;
        }
        code = Integer.parseInt(text(VERSION.length, STATUS_LENGTH));
        return Finding.STATUS_LINE;
    }

    private Finding endHeaderLine() {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        if (end == 0) {
            return endHead();
        }
        String header = text(0, end).toLowerCase(Locale.ROOT);
        if (!header.startsWith("connection:")) {
            return Finding.HEADER_LINE;
        }
        String value = header.substring(header.indexOf(':') + 1).strip();
        closes |= hasToken(value, "close");
        return value.equals("keep-alive") ? Finding.KEEP_ALIVE_LINE : Finding.HEADER_LINE;
    }

    private Finding endHead() {
        if (code == 101) {
            return Finding.UPGRADED;
        }
        if (code < 200) {
            return Finding.INTERIM;
        }
        return closes ? Finding.CLOSES : Finding.STAYS_OPEN;
    }

    private static boolean hasToken(String value, String token) {
        for (String part : value.split(",", -1)) {
            if (part.strip().equals(token)) {
                return true;
            }
        }
        return false;
    }

    private String text(int from, int to) {
        return new String(line, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
