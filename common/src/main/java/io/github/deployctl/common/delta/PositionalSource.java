package io.github.deployctl.common.delta;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A source that reads again for what a read has left out. */
record PositionalSource(long size, Source.PositionalReads reads) implements Source {
    @Override
    public void read(long position, byte[] into, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(into, offset, length);
        while (buffer.hasRemaining()) {
            if (reads.read(buffer, position + buffer.position() - offset) < 0) {
                throw new EOFException("the file ends at " + size);
            }
        }
    }
}
