package io.github.deployctl.agent.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Makes lines of bytes that arrive in any pieces. A line longer than {@code longest} bytes becomes several; what is no UTF-8 becomes U+FFFD. For one thread. */
final class LineSplitter {
    private static final int LONGEST_TAIL = 3;

    private final byte[] line;
    private int length;

    LineSplitter(int longest) {
        this.line = new byte[longest];
    }

    /** Takes each line, without its end. */
    interface Lines {
        void line(String text) throws IOException;
    }

    void take(ByteBuffer bytes, Lines lines) throws IOException {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (next == '\n') {
                end(lines);
                continue;
            }
            if (length == line.length) {
                cut(lines);
            }
            line[length++] = next;
        }
    }

    /** Returns how many bytes wait for the end of their line. */
    int pending() {
        return length;
    }

    /** What waits will come again. */
    void forget() {
        length = 0;
    }

    /** No more will come: a line without an end is one too. */
    void rest(Lines lines) throws IOException {
        if (length > 0) {
            end(lines);
        }
    }

    private void end(Lines lines) throws IOException {
        int shown = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        length = 0;
        lines.line(new String(line, 0, shown, StandardCharsets.UTF_8));
    }

    /** Not within a character: its first byte is the last one that is not of the form 10xxxxxx. */
    private void cut(Lines lines) throws IOException {
        int at = length;
        for (int i = 1; i <= LONGEST_TAIL && at == length; i++) {
            if ((line[length - i] & 0xc0) == 0xc0) {
                at = length - i;
            } else if (line[length - i] >= 0) {
                break;
            }
        }
        String text = new String(line, 0, at, StandardCharsets.UTF_8);
        System.arraycopy(line, at, line, 0, length - at);
        length -= at;
        lines.line(text);
    }
}
