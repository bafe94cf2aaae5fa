package io.github.deployctl.cli.terminal;

import io.github.deployctl.cli.secret.KnownSecrets;
import io.github.deployctl.common.secret.RedactedBytes;
import io.github.deployctl.common.secret.Redactor;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A stream in which nothing is shown of what this process must not repeat. */
final class RedactedStream extends PrintStream {
    private final PrintStream raw;

    private RedactedStream(PrintStream raw, KnownSecrets known) {
        // It flushes by itself, and not where a long text has been cut.
        super(new Redaction(raw, known), false, StandardCharsets.UTF_8);
        this.raw = raw;
    }

    static PrintStream of(PrintStream stream, KnownSecrets known) {
        return stream instanceof RedactedStream ? stream : new RedactedStream(stream, known);
    }

    /** Returns what may be written to that has been redacted already. */
    static PrintStream rawOf(PrintStream stream) {
        stream.flush();
        return stream instanceof RedactedStream redacted ? redacted.raw : stream;
    }

    /** A print stream keeps to itself what went wrong below. */
    @Override
    public boolean checkError() {
        return super.checkError() || raw.checkError();
    }

    /** The print stream above has one thread in here at a time. */
    private static final class Redaction extends OutputStream {
        /** A print stream writes a longer text in pieces that are no shorter, in bytes. */
        private static final int PIECE = 4096;

        private final PrintStream to;
        private final KnownSecrets known;
        private Redactor redactor = Redactor.NONE;
        private RedactedBytes bytes = new RedactedBytes(redactor);

        Redaction(PrintStream to, KnownSecrets known) {
            this.to = to;
            this.known = known;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            if (known.redactor() != redactor) {
                put(bytes.rest());
                redactor = known.redactor();
                bytes = new RedactedBytes(redactor);
            }
            if (redactor.isEmpty()) {
                to.write(from, offset, length);
                return;
            }
            put(bytes.take(Arrays.copyOfRange(from, offset, offset + length), length));
            // What is shorter is the whole of what somebody had to say.
            if (length < PIECE) {
                put(bytes.soFar());
            }
        }

        private void put(byte[] shown) {
            to.write(shown, 0, shown.length);
        }

        @Override
        public void flush() {
            put(bytes.soFar());
            to.flush();
        }
    }
}
