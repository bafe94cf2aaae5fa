package io.github.deployctl.agent.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How long a generation's output was at what time, since its lines carry no time of ours. An entry every few seconds while it grows; when there are many, every
 * second one is dropped, so that a long life is known less precisely. Thread-safe.
 */
final class TimeIndex {
    private static final Duration STEP = Duration.ofSeconds(2);
    private static final int MOST = 4096;

    private final Path file;
    private final TreeMap<Long, Long> lengths = new TreeMap<>();

    private TimeIndex(Path file) {
        this.file = file;
    }

    /** Reads what is known; a line that cannot be read is skipped. */
    static TimeIndex open(Path file) throws IOException {
        TimeIndex index = new TimeIndex(file);
        if (LogFile.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                int blank = line.indexOf(' ');
                if (line.matches("\\d{1,18} \\d{1,18}")) {
                    index.lengths.put(
                            Long.parseLong(line.substring(0, blank)), Long.parseLong(line.substring(blank + 1)));
                }
            }
        }
        return index;
    }

    /** The output is {@code length} bytes long at {@code now}; noted if the last note is old enough. */
    synchronized void note(Instant now, long length) throws IOException {
        long millis = now.toEpochMilli();
        if (!lengths.isEmpty() && millis - lengths.lastKey() < STEP.toMillis()) {
            return;
        }
        lengths.put(millis, length);
        if (lengths.size() > MOST) {
            thin();
            return;
        }
        Files.writeString(
                file,
                millis + " " + length + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND,
                LinkOption.NOFOLLOW_LINKS);
    }

    /** Returns a position before which everything is older than {@code time}; what stands after it may be a little older too. */
    synchronized long before(Instant time) {
        Map.Entry<Long, Long> entry = lengths.floorEntry(time.toEpochMilli());
        return entry == null ? 0 : entry.getValue();
    }

    /** Returns the first time at which the output is known to have been longer than {@code position}, and how long it was, or null when none is known. */
    synchronized Map.@Nullable Entry<Long, Long> after(long position) {
        Map.Entry<Long, Long> first = null;
        // From the end, since whoever follows is near it.
        for (Map.Entry<Long, Long> entry : lengths.descendingMap().entrySet()) {
            if (entry.getValue() <= position) {
                break;
            }
            first = entry;
        }
        return first;
    }

    private void thin() throws IOException {
        List<String> kept = new ArrayList<>();
        boolean keep = true;
        for (var entries = lengths.entrySet().iterator(); entries.hasNext(); keep = !keep) {
            Map.Entry<Long, Long> entry = entries.next();
            if (keep) {
                kept.add(entry.getKey() + " " + entry.getValue());
            } else {
                entries.remove();
            }
        }
        Files.deleteIfExists(file);
        Files.write(file, kept);
    }
}
