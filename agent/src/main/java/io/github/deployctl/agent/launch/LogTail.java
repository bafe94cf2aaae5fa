package io.github.deployctl.agent.launch;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The end of a generation's log. */
public final class LogTail {
    /** A line that is longer is an accident; so much is read for each line wanted. */
    private static final int BYTES_PER_LINE = 512;

    private LogTail() {}

    /** Returns at most {@code count} last lines; none when the file cannot be read. */
    public static List<String> of(Path log, int count) {
        return after(log, 0, count);
    }

    /** Returns at most {@code count} last lines of what stands after {@code offset} bytes. */
    static List<String> after(Path log, long offset, int count) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long start = Math.max(offset, file.length() - (long) count * BYTES_PER_LINE);
            byte[] bytes = new byte[(int) Math.max(0, file.length() - start)];
            file.seek(start);
            file.readFully(bytes);
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        } catch (IOException e) {
            return List.of();
        }
    }
}
