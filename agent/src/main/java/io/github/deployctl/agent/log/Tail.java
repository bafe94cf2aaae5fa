package io.github.deployctl.agent.log;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Finds where the last lines begin. */
final class Tail {
    private static final int PIECE = 1 << 15;

    private Tail() {}

    /** Returns the position at or after {@code from} where the last {@code count} lines before {@code end} begin. */
    static long start(LogFile file, long from, long end, int count) throws IOException {
        if (count == 0) {
            return end;
        }
        if (count == Integer.MAX_VALUE) {
            return from;
        }
        ByteBuffer buffer = ByteBuffer.allocate(PIECE);
        int lines = 0;
        for (long high = end; high > from; ) {
            long low = Math.max(from, high - PIECE);
            fill(file, low, buffer.clear().limit((int) (high - low)));
            for (int i = buffer.position() - 1; i >= 0; i--) {
                // The very last byte ends the last line; it begins none.
                if (buffer.get(i) == '\n' && low + i + 1 < end && ++lines == count) {
                    return low + i + 1;
                }
            }
            high = low;
        }
        return from;
    }

    private static void fill(LogFile file, long at, ByteBuffer buffer) throws IOException {
        int read = 0;
        while (buffer.hasRemaining() && read >= 0) {
            read = file.read(at + buffer.position(), buffer);
        }
    }
}
