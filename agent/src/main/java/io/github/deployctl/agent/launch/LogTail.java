package io.github.deployctl.agent.launch;

import io.github.deployctl.agent.release.StorePaths;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The end of a generation's log. */
public final class LogTail {
    /** A line that is longer is an accident; so much is read for each line wanted. */
    private static final int BYTES_PER_LINE = 512;

    private LogTail() {}

    /** Returns at most {@code count} last lines; none when the file cannot be read. */
    public static List<String> of(Path log, int count) {
        List<String> lines = after(log, 0, count);
        if (lines.size() >= count || !isReadWhole(log, count)) {
            return lines;
        }
        // What was cut off its front ends where it begins, in the middle of a line as a rule.
        List<String> older = new ArrayList<>(after(StorePaths.older(log), 0, count));
        if (older.isEmpty() || lines.isEmpty()) {
            return older.isEmpty() ? lines : older;
        }
        int last = older.size() - 1;
        boolean isWhole = endsALine(StorePaths.older(log));
        older.set(last, isWhole ? older.get(last) : older.get(last) + lines.get(0));
        older.addAll(isWhole ? lines : lines.subList(1, lines.size()));
        return older.subList(Math.max(0, older.size() - count), older.size());
    }

    /** Returns at most {@code count} last lines of what stands after {@code offset} bytes. */
    static List<String> after(Path log, long offset, int count) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long wanted = file.length() - (long) count * BYTES_PER_LINE;
            // Where it is shorter than before, it was cut at the front.
            long start = Math.max(offset <= file.length() ? offset : 0, wanted);
            byte[] bytes = new byte[(int) Math.max(0, file.length() - start)];
            file.seek(start);
            file.readFully(bytes);
            int hole = 0;
            while (hole < bytes.length && bytes[hole] == 0) {
                hole++;
            }
            List<String> lines = new String(bytes, hole, bytes.length - hole, StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Whether so many lines' bytes reach back to the begin of the file, or into the hole that it begins with. */
    private static boolean isReadWhole(Path log, int count) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long start = file.length() - (long) count * BYTES_PER_LINE;
            file.seek(Math.max(0, start));
            return start <= 0 || file.read() == 0;
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean endsALine(Path log) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - 1));
            return file.read() == '\n';
        } catch (IOException e) {
            return true;
        }
    }
}
