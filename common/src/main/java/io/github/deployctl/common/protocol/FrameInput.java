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
        int part = 0;
        while (part == 0 && !ended) {
            if (isPacked && unpacked != null) {
                part = unpacked.read(into, offset, length);
                isPacked = part > 0;
            } else if (left > 0) {
                part = plain(into, offset, Math.min(length, left));
            } else {
                next();
            }
        }
        return part == 0 ? -1 : part;
    }

    /** Returns as much as has come: when the peer goes away, all that it had sent has been handed on. */
    private int plain(byte[] into, int offset, int most) throws IOException {
        int part = frames.read(into, offset, most);
        if (part < 0) {
            throw new EOFException("the frames end before their closing one");
        }
        left -= part;
        return part;
    }

    private void next() throws IOException {
        Frames.Head head = Frames.head(frames);
        isPacked = head.isPacked();
        if (isPacked) {
            if (unpacked == null) {
                unpacked = new Unpacked(frames);
            }
            unpacked.begin(head.length());
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

    /** The piece of the last packed frame, as it comes. Neither is held whole: an agent with a small heap has many peers. */
    private static final class Unpacked implements AutoCloseable {
        private static final int PART_BYTES = 1 << 13;

        private final DataInputStream frames;
        private final Inflater inflater = new Inflater(true);
        private final byte[] packed = new byte[PART_BYTES];
        /** Of the frame, to come. */
        private int left;
        /** Of the piece, so far. */
        private int length;

        Unpacked(DataInputStream frames) {
            this.frames = frames;
        }

        void begin(int packedLength) {
            inflater.reset();
            left = packedLength;
            length = 0;
        }

        /** Returns how many bytes there are, 0 after the last. */
        int read(byte[] into, int offset, int most) throws IOException {
            int count = inflate(into, offset, most);
            while (count == 0 && !inflater.finished()) {
                more();
                count = inflate(into, offset, most);
            }
            length += count;
            boolean isOneStream = count > 0 || (left == 0 && inflater.getRemaining() == 0);
            if (!isOneStream || length == 0 || length > Frames.LONGEST) {
                throw wrong();
            }
            return count;
        }

        private int inflate(byte[] into, int offset, int most) throws ProtocolException {
            try {
                return inflater.inflate(into, offset, most);
            } catch (DataFormatException e) {
                throw wrong();
            }
        }

        private void more() throws IOException {
            if (left == 0 || !inflater.needsInput()) {
                throw wrong();
            }
            int count = frames.read(packed, 0, Math.min(packed.length, left));
            if (count < 0) {
                throw new EOFException("the frames end within one");
            }
            left -= count;
            inflater.setInput(packed, 0, count);
        }

        private static ProtocolException wrong() {
            return new ProtocolException("a packed frame does not unpack to a piece");
        }

        @Override
        public void close() {
            inflater.end();
        }
    }
}
