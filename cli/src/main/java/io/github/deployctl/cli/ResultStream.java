package io.github.deployctl.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Standard output, of which a {@link java.io.PrintStream} says at most that something was wrong with it: remembers why a part of the result is missing there.
 * Thread-safe.
 */
final class ResultStream extends FilterOutputStream {
    /** Whatever the result is for may have had enough of it, as {@code head} has: write(2), EPIPE. */
    private static final String NOBODY_READS = "Broken pipe";

    private volatile @Nullable String fault;

    ResultStream(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw known(e);
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            out.flush();
        } catch (IOException e) {
            throw known(e);
        }
    }

    private IOException known(IOException e) {
        if (fault == null && !NOBODY_READS.equals(e.getMessage())) {
            fault = String.valueOf(e.getMessage());
        }
        return e;
    }

    /** Returns why something is missing, or nothing where all was written or nobody wanted more. */
    Optional<String> fault() {
        return Optional.ofNullable(fault);
    }
}
