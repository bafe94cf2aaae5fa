package io.github.deployctl.agent.state;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The lines of a file from its end to its begin, one at a time, in little memory however long the file is. Used by one thread. */
final class BackwardLines implements Closeable {
    private static final int BLOCK = 1 << 14;

    private final RandomAccessFile file;
    private final int longest;
    private final byte[] block = new byte[BLOCK];
    private long blockStart;
    private int blockLength;
    private long end;

    /** @param longest a line that has more bytes is passed over */
    BackwardLines(Path path, int longest) throws IOException {
        this.file = new RandomAccessFile(path.toFile(), "r");
        this.longest = longest;
        this.end = file.length();
        this.blockStart = end;
    }

    /** Returns the line before the one that was returned last, or null when that was the first; an empty one for one that is too long. */
    @Nullable
    String next() throws IOException {
        if (end <= 0) {
            return null;
        }
        // What ends the last line begins none.
        long stop = byteAt(end - 1) == '\n' ? end - 1 : end;
        long start = stop;
        while (start > 0 && byteAt(start - 1) != '\n') {
            start--;
        }
        end = start;
        if (stop - start > longest) {
            return "";
        }
        byte[] line = new byte[(int) (stop - start)];
        file.seek(start);
        file.readFully(line);
        return new String(line, StandardCharsets.UTF_8);
    }

    private byte byteAt(long position) throws IOException {
        if (position < blockStart || position >= blockStart + blockLength) {
            blockStart = Math.max(0, position + 1 - BLOCK);
            blockLength = (int) (position + 1 - blockStart);
            file.seek(blockStart);
            file.readFully(block, 0, blockLength);
        }
        return block[(int) (position - blockStart)];
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
