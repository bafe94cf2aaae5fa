package io.github.deployctl.cli.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A stream to the log of a job of GitHub Actions, in which nothing that is written is a workflow command: the runner takes for one a line that begins with two
 * colons, whatever blanks there are before them, and {@code ##[} anywhere (actions/runner, ActionCommand.cs). The character that would make one is written as
 * JSON escapes it, so that a document stays the same document.
 */
final class GuardedStream extends PrintStream {
    private final PrintStream raw;

    private GuardedStream(PrintStream raw) {
        super(new Guard(raw), true, StandardCharsets.UTF_8);
        this.raw = raw;
    }

    static PrintStream of(PrintStream stream) {
        return stream instanceof GuardedStream ? stream : new GuardedStream(stream);
    }

    /** Returns what a workflow command may be written to. */
    static PrintStream rawOf(PrintStream stream) {
        return stream instanceof GuardedStream guarded ? guarded.raw : stream;
    }

    /** A print stream keeps to itself what went wrong below. */
    @Override
    public boolean checkError() {
        return super.checkError() || raw.checkError();
    }

    /** Sees the bytes go by: UTF-8, of which the ones that matter are ASCII. */
    private static final class Guard extends OutputStream {
        private static final byte[] COLON = "\\u003a".getBytes(StandardCharsets.US_ASCII);
        private static final byte[] BRACKET = "\\u005b".getBytes(StandardCharsets.US_ASCII);

        private final PrintStream to;
        /** Nothing that is seen has come since the line began. */
        private boolean atStart = true;

        private boolean afterFirstColon;
        private int hashes;

        Guard(PrintStream to) {
            this.to = to;
        }

        @Override
        public void write(int b) {
            byte[] escaped = escaped(b & 0xff);
            if (escaped.length == 0) {
                to.write(b);
            } else {
                to.write(escaped, 0, escaped.length);
            }
            see(b & 0xff);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            int begin = offset;
            for (int i = offset; i < offset + length; i++) {
                int b = bytes[i] & 0xff;
                byte[] escaped = escaped(b);
                if (escaped.length > 0) {
                    to.write(bytes, begin, i - begin);
                    to.write(escaped, 0, escaped.length);
                    begin = i + 1;
                }
                see(b);
            }
            to.write(bytes, begin, offset + length - begin);
        }

        private byte[] escaped(int b) {
            if (b == ':' && afterFirstColon) {
                return COLON;
            }
            return b == '[' && hashes >= 2 ? BRACKET : new byte[0];
        }

        private void see(int b) {
            afterFirstColon = atStart && b == ':';
            hashes = b == '#' ? hashes + 1 : 0;
            boolean lineEnd = b == '\n' || b == '\r';
            boolean visible = b > ' ' && b < 0x7f;
            atStart = lineEnd || (atStart && !visible);
        }

        @Override
        public void flush() throws IOException {
            to.flush();
        }
    }
}
