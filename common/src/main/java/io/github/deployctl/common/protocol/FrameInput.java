package io.github.deployctl.common.protocol;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** The bytes in frames, up to the closing one. */
final class FrameInput extends InputStream {
    private final DataInputStream frames;
    private @Nullable Unpacked unpacked;
    private boolean isPacked;
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
            next();
        }
        if (ended) {
            return -1;
        }
        int part = Math.min(length, left);
        if (isPacked && unpacked != null) {
            unpacked.copy(into, offset, part);
        } else {
            // As much as has come: when the peer goes away, all that it had sent has been handed on.
            part = frames.read(into, offset, part);
            if (part < 0) {
                throw new EOFException("the frames end before their closing one");
            }
        }
        left -= part;
        return part;
    }

    private void next() throws IOException {
        Frames.Head head = Frames.head(frames);
        isPacked = head.isPacked();
        if (isPacked) {
            if (unpacked == null) {
                unpacked = new Unpacked();
            }
            left = unpacked.unpack(frames, head.length());
        } else {
            left = head.length();
            ended = left == 0;
        }
    }

    @Override
    public void close() {
        if (unpacked != null) {
            unpacked.close();
        }
        unpacked = null;
        left = 0;
        ended = true;
    }

    /** The piece of the last packed frame. */
    private static final class Unpacked implements AutoCloseable {
        private final Inflater inflater = new Inflater(true);
        private final byte[] packed = new byte[Frames.LONGEST];
        /** One byte more than a piece may have, so that the end of a stream is always come to, and one that is too long is seen. */
        private final byte[] piece = new byte[Frames.LONGEST + 1];

        private int at;

        /** Returns how many bytes there are now, at least one. */
        int unpack(DataInputStream frames, int packedLength) throws IOException {
            frames.readFully(packed, 0, packedLength);
            inflater.reset();
            inflater.setInput(packed, 0, packedLength);
            at = 0;
            try {
                int length = inflater.inflate(piece);
                boolean isOneStream = inflater.finished() && inflater.getRemaining() == 0;
                if (!isOneStream || length == 0 || length > Frames.LONGEST) {
                    throw wrong();
                }
                return length;
            } catch (DataFormatException e) {
                throw wrong();
            }
        }

        private static ProtocolException wrong() {
            return new ProtocolException("a packed frame does not unpack to a piece");
        }

        void copy(byte[] into, int offset, int count) {
            System.arraycopy(piece, at, into, offset, count);
            at += count;
        }

        @Override
        public void close() {
            inflater.end();
        }
    }
}
