package io.github.deployctl.agent.control;

import java.io.IOException;
import java.io.InputStream;

/** A client's stream while it sends an artifact: each part that has come is a sign of life, a single byte is not. */
final class Upload extends InputStream {
    /** A line that is slower than so much in the upload's deadline is no line. */
    static final int PART_BYTES = 1 << 14;

    private final InputStream in;
    private final Runnable part;
    private long bytes;

    Upload(InputStream in, Runnable part) {
        this.in = in;
        this.part = part;
    }

    @Override
    public int read() throws IOException {
        int next = in.read();
        if (next >= 0) {
            count(1);
        }
        return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = in.read(into, offset, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int read) {
        bytes += read;
        if (bytes >= PART_BYTES) {
            bytes = 0;
            part.run();
        }
    }
}
