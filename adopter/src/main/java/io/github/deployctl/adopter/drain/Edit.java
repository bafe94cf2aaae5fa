package io.github.deployctl.adopter.drain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The header {@code Connection: close} on its way into a server's output, which may take several partial writes. The server's
 * count is kept apart from what goes out: it never hears of a byte that is not its own. Not shared between threads.
 */
final class Edit {
    /** What a write returns that could write nothing, see {@code sun.nio.ch.IOStatus}. */
    static final long UNAVAILABLE = -2;

    private static final byte[] HEADER = "Connection: close\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ByteBuffer header = ByteBuffer.wrap(HEADER);
    private long before;
    private long replaced;
    private long offered;

    private Edit(long before, long replaced) {
        this.before = before;
        this.replaced = replaced;
    }

    /** The header comes after so many of the server's next bytes. */
    static Edit insert(long offset) {
        return new Edit(offset, 0);
    }

    /** The header takes the place of some of the server's next bytes. */
    static Edit replace(long start, long end) {
        return new Edit(start, end - start);
    }

    /** What to write when the server offers these bytes. The buffers are not changed. */
    ByteBuffer[] plan(ByteBuffer[] source) {
        offered = remaining(source);
        List<ByteBuffer> planned = new ArrayList<>();
        append(source, 0, before, planned);
        if (offered >= before) {
            planned.add(header.duplicate());
            append(source, before + replaced, offered, planned);
        }
        return planned.toArray(new ByteBuffer[0]);
    }

    /** How many of the server's bytes are done with after so many of the planned ones were written; {@link #UNAVAILABLE} if none. */
    long settle(long written) {
        if (written <= 0) {
            return written;
        }
        long taken = Math.min(written, before);
        before -= taken;
        int inserted = (int) Math.min(written - taken, header.remaining());
        header.position(header.position() + inserted);
        if (!header.hasRemaining()) {
            long skipped = Math.min(replaced, offered - taken);
            long after = written - taken - inserted;
            replaced -= skipped;
            taken += skipped + after;
        }
        return taken == 0 ? UNAVAILABLE : taken;
    }

    /** Whether a byte of the header is out, so that the rest has to follow. */
    boolean hasBegun() {
        return header.position() > 0;
    }

    boolean isDone() {
        return !header.hasRemaining() && replaced == 0;
    }

    private static void append(ByteBuffer[] source, long from, long to, List<ByteBuffer> planned) {
        long start = 0;
        for (ByteBuffer buffer : source) {
            long end = start + buffer.remaining();
            long first = Math.max(from, start);
            long last = Math.min(to, end);
            if (first < last) {
                ByteBuffer part = buffer.duplicate();
                part.limit(buffer.position() + (int) (last - start));
                part.position(buffer.position() + (int) (first - start));
                planned.add(part);
            }
            start = end;
        }
    }

    static long remaining(ByteBuffer[] source) {
        long sum = 0;
        for (ByteBuffer buffer : source) {
            sum += buffer.remaining();
        }
        return sum;
    }
}
