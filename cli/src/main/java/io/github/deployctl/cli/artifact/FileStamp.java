package io.github.deployctl.cli.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * By which a file is known to be the same that it was: its inode and the time of its last change, which no program can set (inode(7)), beside its size and the time
 * of its last write. Where the system has no such thing, the last two.
 *
 * @param text for comparing, without a space
 * @param changed when it was changed last, or when it is of no use
 */
public record FileStamp(String text, Instant changed) {
    /** Two changes within one tick of a file system's clock have the same time; the slowest, that of FAT, ticks every two seconds. */
    private static final Duration TICK = Duration.ofSeconds(3);

    public static FileStamp of(Path file) throws IOException {
        try {
            Map<String, Object> unix =
                    new TreeMap<>(Files.readAttributes(file, "unix:dev,ino,size,lastModifiedTime,ctime"));
            return new FileStamp(
                    String.join(
                            ",", unix.values().stream().map(FileStamp::exact).toList()),
                    time(unix));
        } catch (UnsupportedOperationException | IllegalArgumentException notUnix) {
            Map<String, Object> basic = new TreeMap<>(Files.readAttributes(file, "size,lastModifiedTime"));
            return new FileStamp(
                    String.join(
                            ",", basic.values().stream().map(FileStamp::exact).toList()),
                    Instant.MAX);
        }
    }

    private static String exact(Object value) {
        return value instanceof FileTime time ? time.toInstant().toString() : String.valueOf(value);
    }

    private static Instant time(Map<String, Object> attributes) {
        return attributes.get("ctime") instanceof FileTime changed ? changed.toInstant() : Instant.MAX;
    }

    /** Returns whether a later change is bound to show. */
    boolean isSettled(Instant now) {
        return changed.isBefore(now.minus(TICK));
    }
}
