package io.github.deployctl.cli.transcript;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The two streams of one command, until nobody reads them any more. Thread-safe. */
final class Typed implements AutoCloseable {
    private final Kept out = new Kept();
    private final Kept err = new Kept();
    private final PrintStream printedOut = new PrintStream(out, true, StandardCharsets.UTF_8);
    private final PrintStream printedErr = new PrintStream(err, true, StandardCharsets.UTF_8);

    /** What is written to it after its end fails, as into a pipe. */
    private static final class Kept extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean closed;

        @Override
        public synchronized void write(int b) throws IOException {
            if (closed) {
                throw new IOException("nobody reads it");
            }
            bytes.write(b);
        }

        @Override
        public synchronized void close() {
            closed = true;
        }

        synchronized String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }

    PrintStream out() {
        return printedOut;
    }

    PrintStream err() {
        return printedErr;
    }

    /** Returns all that was written so far. */
    String all() {
        return out.text() + err.text();
    }

    Performed left(int status) {
        return new Performed(status, out.text(), err.text());
    }

    @Override
    public void close() {
        out.close();
        err.close();
    }
}
