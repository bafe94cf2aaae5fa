package io.github.deployctl.common.delta;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Numbers in as few bytes as they need, seven bits a byte, the lowest first. */
final class Varint {
    private Varint() {}

    static void write(OutputStream out, long value) throws IOException {
        long left = value;
        while ((left & ~0x7fL) != 0) {
            out.write((int) ((left & 0x7f) | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
    }

    /** Writes a number that may be negative; those near 0 are short. */
    static void writeSigned(OutputStream out, long value) throws IOException {
        write(out, (value << 1) ^ (value >> 63));
    }

    static long read(InputStream in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("ended within a number");
            }
            value |= (next & 0x7fL) << shift;
            if ((next & 0x80) == 0) {
                return value;
            }
        }
        throw new RecipeException("a number of more than 64 bits");
    }

    static long readSigned(InputStream in) throws IOException {
        long value = read(in);
        return (value >>> 1) ^ -(value & 1);
    }
}
