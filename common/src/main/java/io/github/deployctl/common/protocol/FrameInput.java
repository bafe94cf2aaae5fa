package io.github.deployctl.common.protocol;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The bytes in frames, up to the closing one. */
final class FrameInput extends InputStream {
    private final DataInputStream frames;
    private int left;
    private boolean ended;

    FrameInput(InputStream in) {
        this.frames = new DataInputStream(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0 && !ended) {
            left = Frames.length(frames);
            ended = left == 0;
        }
        if (ended) {
            return -1;
        }
        // As much as has come: when the peer goes away, all that it had sent has been handed on.
        int part = frames.read(into, offset, Math.min(length, left));
        if (part < 0) {
            throw new EOFException("the frames end before their closing one");
        }
        left -= part;
        return part;
    }
}
