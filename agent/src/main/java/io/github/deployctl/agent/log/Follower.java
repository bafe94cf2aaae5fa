package io.github.deployctl.agent.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Copies one generation's lines to the journal as they come, notes their times, and cuts the file. For the thread that owns the logs. */
final class Follower {
    private static final int BUFFER_BYTES = 1 << 15;

    private final LogFile file;
    private final TimeIndex times;
    private final @Nullable Journal journal;
    private final LineSplitter lines = new LineSplitter(Journal.LONGEST);
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private long position;

    /** @param journal null where the file is enough */
    Follower(LogFile file, TimeIndex times, @Nullable Journal journal) {
        this.file = file;
        this.times = times;
        this.journal = journal;
        this.position = file.mark().copied();
    }

    LogFile file() {
        return file;
    }

    TimeIndex times() {
        return times;
    }

    /** Deals with what has come since; returns whether something had. */
    boolean follow(Instant now) throws IOException {
        if (file.beginsAnew()) {
            position = file.mark().copied();
        }
        long end = file.end();
        if (end == position) {
            return false;
        }
        times.note(now, position);
        try {
            copy(end);
        } catch (IOException e) {
            position = file.mark().copied();
            lines.forget();
            throw e;
        }
        file.copied(position - lines.pending());
        return true;
    }

    /** What could not be copied for so long stays in the file alone, since the file cannot be cut before. */
    void skip(long most) throws IOException {
        if (file.end() - position > most) {
            position = file.end();
            file.copied(position);
        }
    }

    /** The process is gone: deals with the rest. */
    void end(Instant now) throws IOException {
        follow(now);
        Journal to = journal;
        if (to != null) {
            lines.rest(line -> to.line(file.number(), line));
            to.flush();
        }
        times.note(now, position);
        file.copied(position);
        file.ended();
    }

    private void copy(long end) throws IOException {
        Journal to = journal;
        if (to == null) {
            position = end;
            return;
        }
        while (position < end) {
            buffer.clear();
            int read = file.read(position, buffer);
            if (read <= 0) {
                break;
            }
            buffer.flip();
            lines.take(buffer, line -> to.line(file.number(), line));
            position += read;
        }
        to.flush();
    }
}
