package io.github.deployctl.common.delta;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes that can be read at any place, such as those of a file. Their number must not change. */
public interface Source {
    /** Returns how many bytes there are. */
    long size();

    /**
     * Reads {@code length} bytes at {@code position}.
     *
     * @throws java.io.EOFException when there are not so many
     */
    void read(long position, byte[] into, int offset, int length) throws IOException;

    /** Returns the {@code size} bytes that {@code reads} gives; they are read as long as whoever made it keeps it open. */
    static Source of(long size, PositionalReads reads) {
        return new PositionalSource(size, reads);
    }

    /** What {@code FileChannel.read(ByteBuffer, long)} does. */
    interface PositionalReads {
        /** Reads at {@code position}, perhaps less than there is room for, and returns how many bytes, or -1 at the end. */
        int read(ByteBuffer into, long position) throws IOException;
    }
}
