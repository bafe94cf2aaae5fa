package io.github.deployctl.agent.log;

import io.github.deployctl.common.protocol.Event;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A reader's place in one generation's output. For the reader's thread. */
final class Cursor {
    /** Longer lines are sent as several. */
    static final int LONGEST_LINE = 1 << 14;

    private static final int BUFFER_BYTES = 1 << 15;

    private final GenerationLogs logs;
    private final long number;
    private final Reader reader;
    private final LineSplitter splitter = new LineSplitter(LONGEST_LINE);
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private final TimeIndex times;
    private long position;
    private long byMillis;

    Cursor(GenerationLogs logs, long number, long position, Reader reader) throws IOException {
        this.logs = logs;
        this.number = number;
        this.position = position;
        this.reader = reader;
        this.times = logs.times(number);
    }

    /** Who reads. May take as long as it likes: meanwhile no more is read. */
    interface Reader {
        void event(Event event) throws IOException;
    }

    long number() {
        return number;
    }

    /** Passes on what there is; returns how many lines. */
    long pump() throws IOException {
        return pump(Long.MAX_VALUE);
    }

    /** Passes on what there is before position {@code end}; returns how many lines. */
    long pump(long end) throws IOException {
        long passed = 0;
        while (position < end) {
            LogFile file = logs.open(number);
            // No piece goes over a note of the time, so that one time is true of all its lines.
            Map.Entry<Long, Long> note = times.after(position);
            long until = note == null ? end : Math.min(end, note.getValue());
            buffer.clear().limit((int) Math.min(buffer.capacity(), until - position));
            int read = file.read(position, buffer);
            if (read <= 0) {
                long begin = file.begin();
                if (position >= begin) {
                    return passed;
                }
                reader.event(new Event.Note(begin - position + " bytes of generation " + number
                        + " were dropped before they could be sent"));
                position = begin;
                continue;
            }
            buffer.flip();
            position += read;
            byMillis = note == null ? file.changed().toEpochMilli() : note.getKey();
            List<String> lines = new ArrayList<>();
            splitter.take(buffer, lines::add);
            passed += send(lines);
        }
        return passed;
    }

    /** Passes on a last line without an end. */
    long rest() throws IOException {
        List<String> lines = new ArrayList<>();
        splitter.rest(lines::add);
        return send(lines);
    }

    private long send(List<String> lines) throws IOException {
        if (!lines.isEmpty()) {
            reader.event(new Event.Logged(number, lines, byMillis));
        }
        return lines.size();
    }
}
