package io.github.deployctl.adopter.drain;

import java.util.Locale;

/** What the fields of a head say about where its message ends, and the connection with it (RFC 9112, sections 6 and 9). */
final class Fields {
    private static final int LENGTH_DIGITS = 18;

    private boolean closes;
    private boolean chunked;
    private boolean unclear;
    private long length;

    Fields() {
        length = -1;
    }

    private Fields(Fields other) {
        closes = other.closes;
        chunked = other.chunked;
        unclear = other.unclear;
        length = other.length;
    }

    Fields copy() {
        return new Fields(this);
    }

    /** Takes note of one field. Returns whether it is {@code Connection: keep-alive} and nothing more. */
    boolean add(String line) {
        int colon = line.indexOf(':');
        if (colon < 0) {
            return false;
        }
        String value = line.substring(colon + 1).strip().toLowerCase(Locale.ROOT);
        switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
            case "connection" -> {
                closes |= hasToken(value, "close");
                return value.equals("keep-alive");
            }
            case "transfer-encoding" -> {
                // Any other last coding ends with the connection, or makes the request a bad one.
                chunked = value.equals("chunked") || value.endsWith(",chunked") || value.endsWith(" chunked");
                unclear |= !chunked;
            }
            case "content-length" -> addLength(value);
            default -> {}
        }
        return false;
    }

    /** Whether the connection closes after this message. */
    boolean closes() {
        return closes;
    }

    /** Whether the fields give the length of the body, in one way or the other. */
    boolean hasLength() {
        return !unclear && (chunked || length >= 0);
    }

    /** Whether nobody can tell where the body ends. */
    boolean isUnclear() {
        return unclear;
    }

    /** The body as the fields frame it; an empty one if they do not speak of it. */
    Body body() {
        return chunked ? Body.chunked() : Body.ofLength(Math.max(0, length));
    }

    private void addLength(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                unclear = true;
                return;
            }
        }
        if (value.isEmpty() || value.length() > LENGTH_DIGITS) {
            unclear = true;
            return;
        }
        long newLength = Long.parseLong(value);
        unclear |= length >= 0 && length != newLength;
        length = newLength;
    }

    private static boolean hasToken(String value, String token) {
        for (String part : value.split(",", -1)) {
            if (part.strip().equals(token)) {
                return true;
            }
        }
        return false;
    }
}
