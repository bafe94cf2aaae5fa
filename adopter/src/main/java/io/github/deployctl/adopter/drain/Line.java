package io.github.deployctl.adopter.drain;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The line of a head that is being read. What exceeds its limit is dropped. Not shared between threads. */
final class Line {
    private static final int FIRST_SIZE = 128;

    private byte[] bytes;
    private int length;

    Line() {
        bytes = new byte[FIRST_SIZE];
    }

    private Line(Line other) {
        bytes = other.bytes.clone();
        length = other.length;
    }

    Line copy() {
        return new Line(this);
    }

    boolean isEmpty() {
        return length == 0;
    }

    int length() {
        return length;
    }

    void add(byte next, int limit) {
        if (length >= limit) {
            return;
        }
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        bytes[length++] = next;
    }

    /** The line without its end; the next one begins. */
    String end() {
        int end = length > 0 && bytes[length - 1] == '\r' ? length - 1 : length;
        length = 0;
        return new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
    }
}
