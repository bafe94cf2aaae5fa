package io.github.deployctl.agent.control;

import java.io.IOException;
import java.io.InputStream;

/**
 * A client's stream while it sends an artifact: each part that has come is a sign of life, a single byte is not. Empty lines before the first frame were said
 * while the client was not asked for it yet; no frame is so long that its length begins with that byte.
 */
final class Upload extends InputStream {
    /** A line that is slower than so much in the upload's deadline is no line. */
    static final int PART_BYTES = 1 << 14;

    private final InputStream in;
    private final Runnable part;
    private long bytes;
    private boolean begun;

    Upload(InputStream in, Runnable part) {
        this.in = in;
        this.part = part;
    }

    @Override
    public int read() throws IOException {
        int next = in.read();
        while (!begun && next == '\n') {
            next = in.read();
        }
        begun = true;
        if (next >= 0) {
            count(1);
        }
        return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (!begun && length > 0) {
            int first = read();
            if (first >= 0) {
                into[offset] = (byte) first;
            }
            return first < 0 ? -1 : 1;
        }
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
