package io.github.deployctl.adopter.control;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Cuts bytes into lines, and says things in one. Lines longer than {@link #LIMIT} bytes are dropped. Not shared between threads. */
public final class Lines {
    /** The longest line of the protocol, in bytes, with its end. */
    static final int LIMIT = 4096;

    private static final int REASON_LIMIT = 1000;

    private final byte[] line = new byte[LIMIT];
    private int length;

    /** Takes all bytes of the buffer and returns the lines that have ended. */
    List<String> accept(ByteBuffer bytes) {
        List<String> ended = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (next == '\n') {
                if (length < LIMIT) {
                    ended.add(new String(line, 0, length, StandardCharsets.UTF_8));
                }
                length = 0;
            } else if (length < LIMIT) {
                line[length++] = next;
            }
        }
        return ended;
    }

    /** The reason for a failure as the rest of a line. */
    public static String flatten(Throwable failure) {
        String message = failure.getMessage();
        String text = message == null ? failure.getClass().getName() : message;
        return text.substring(0, Math.min(text.length(), REASON_LIMIT))
                .replace('\n', ' ')
                .replace('\r', ' ');
    }
}
