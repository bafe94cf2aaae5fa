package io.github.deployctl.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The line that the launcher has written on the terminal before this process was there, so that whoever has pressed Return sees at once that a verb has begun. It
 * is taken away by the first thing that is written after it, to whichever stream, or by {@link #clear}. Thread-safe.
 */
final class FirstSign {
    /** Back to the start of the line, and nothing on it: ECMA-48, EL 2. */
    private static final String CLEAR = "\r\u001b[2K";

    private final OutputStream terminal;
    private boolean shown;

    /** @param shown whether it is there, on {@code terminal} */
    FirstSign(OutputStream terminal, boolean shown) {
        this.terminal = terminal;
        this.shown = shown;
    }

    /** Returns a stream to {@code out} before whose first byte the sign is taken away. */
    synchronized OutputStream before(OutputStream out) {
        return shown ? new Clearing(out) : out;
    }

    /** Takes it away where it is still there. */
    synchronized void clear() {
        if (shown) {
            shown = false;
            try {
                terminal.write(CLEAR.getBytes(StandardCharsets.US_ASCII));
                terminal.flush();
            } catch (IOException e) {
                // Nobody looks at it.
            }
        }
    }

    private final class Clearing extends FilterOutputStream {
        Clearing(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            clear();
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            clear();
            out.write(bytes, offset, length);
        }
    }
}
