package io.github.deployctl.common.protocol;

import java.io.DataInputStream;
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
        int part = Math.min(length, left);
        frames.readFully(into, offset, part);
        left -= part;
        return part;
    }
}
