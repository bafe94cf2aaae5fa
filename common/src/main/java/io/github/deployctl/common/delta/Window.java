package io.github.deployctl.common.delta;

import java.io.IOException;

/** Reads small numbers here and there, mostly one beside the other, without a call to the source for each. Little-endian, as zip archives are. */
final class Window {
    private static final int SIZE = 1 << 16;
    /** In bytes, of a number. */
    private static final int LONGEST = 4;

    private final Source source;
    private final byte[] bytes = new byte[SIZE];
    private long begin;
    private int length;

    Window(Source source) {
        this.source = source;
    }

    int u8(long position) throws IOException {
        if (position < begin || position >= begin + length) {
            // Whoever goes backwards will want what is before.
            begin = position < begin ? Math.max(0, position + LONGEST - SIZE) : position;
            length = (int) Math.min(SIZE, source.size() - begin);
            source.read(begin, bytes, 0, Math.max(1, length));
        }
        return bytes[(int) (position - begin)] & 0xff;
    }

    int u16(long position) throws IOException {
        return u8(position) | (u8(position + 1) << 8);
    }

    long u32(long position) throws IOException {
        return u16(position) | ((long) u16(position + 2) << 16);
    }
}
