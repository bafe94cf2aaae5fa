package io.github.deployctl.adopter.drain;

import java.nio.ByteBuffer;

/** Bytes that lie in several buffers, taken one after the other. The buffers are not changed. Not shared between threads. */
final class Bytes {
    private final ByteBuffer[] buffers;
    private final long size;
    private int buffer;
    private long bufferStart;
    private long position;

    private Bytes(ByteBuffer[] buffers, long size) {
        this.buffers = buffers;
        this.size = size;
    }

    /** What the buffers have remaining now, whatever becomes of their positions. */
    static Bytes of(ByteBuffer[] source) {
        ByteBuffer[] views = new ByteBuffer[source.length];
        long size = 0;
        for (int i = 0; i < source.length; i++) {
            views[i] = source[i].duplicate();
            size += views[i].remaining();
        }
        return new Bytes(views, size);
    }

    /** The same bytes from the beginning, but only so many. */
    Bytes first(long count) {
        return new Bytes(buffers, Math.min(count, size));
    }

    long size() {
        return size;
    }

    /** How many have been taken. */
    long position() {
        return position;
    }

    boolean hasMore() {
        return position < size;
    }

    byte next() {
        while (position - bufferStart >= buffers[buffer].remaining()) {
            bufferStart += buffers[buffer].remaining();
            buffer++;
        }
        byte next = buffers[buffer].get(buffers[buffer].position() + (int) (position - bufferStart));
        position++;
        return next;
    }

    /** Takes up to so many without a look at them, and returns how many those were. */
    long skip(long atMost) {
        long step = Math.min(atMost, size - position);
        position += step;
        return step;
    }
}
