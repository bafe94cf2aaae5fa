package io.github.deployctl.agent.log;

import io.github.deployctl.agent.os.FileRanges;
import io.github.deployctl.agent.release.StorePaths;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * One generation's output as one row of bytes, which never change once written, only fall away at the front. A position is the number of bytes before it since
 * the launch. One thread copies and cuts; any may read meanwhile, and none of them holds up the app, which writes to the end of the file by itself.
 *
 * <p>A cut at position c is: the bytes before c are copied to a new file and synced; the bookmark says that c is the start; the new file replaces the older one;
 * the range is freed; the bookmark says so; the range is taken out; the bookmark says so. After a crash each step is either seen to have been done or harmless to
 * repeat, since only a front that is a hole is ever taken out.
 */
final class LogFile {
    private static final int COPY_BYTES = 1 << 16;

    private final StorePaths paths;
    private final long number;
    private final FileRanges ranges;
    private Bookmark mark;

    private LogFile(StorePaths paths, long number, FileRanges ranges, Bookmark mark) {
        this.paths = paths;
        this.number = number;
        this.ranges = ranges;
        this.mark = mark;
    }

    /** Opens it for reading and, by the one thread that does so, for cutting. */
    static LogFile open(StorePaths paths, long number, FileRanges ranges) throws IOException {
        Bookmark mark = Bookmark.read(paths.logBookmark(number)).orElse(Bookmark.BEGIN);
        if (mark.equals(Bookmark.BEGIN) && exists(paths.logFile(number))) {
            // The bookmark of a file with a hole was lost: what is there is to be read, the hole is not.
            long start = ranges.nextUsed(paths.logFile(number), 0) / FileRanges.ALIGNMENT * FileRanges.ALIGNMENT;
            mark = new Bookmark(start, start, 0, true, false);
        }
        return new LogFile(paths, number, ranges, mark);
    }

    /** Finishes a cut that a killed agent began. For the cutting thread, first of all. */
    synchronized void recover() throws IOException {
        if (mark.freed()) {
            Files.deleteIfExists(paths.freshLogFile(number));
            if (mark.base() < mark.start() && exists(path())) {
                boolean isHole = ranges.nextUsed(path(), 0) > 0;
                if (isHole) {
                    collapse();
                } else {
                    replace(mark.collapsed());
                }
            }
        } else {
            finishCut();
        }
    }

    long number() {
        return number;
    }

    synchronized Bookmark mark() {
        return mark;
    }

    /** Returns the first position that can still be read. */
    synchronized long begin() {
        return mark.start() - size(paths.olderLogFile(number));
    }

    synchronized long end() {
        return Math.max(mark.base() + size(path()), mark.start());
    }

    /** Returns when it was last written to. */
    Instant changed() throws IOException {
        return Files.getLastModifiedTime(path(), LinkOption.NOFOLLOW_LINKS).toInstant();
    }

    /** Reads at least one byte from {@code position} on; returns how many, -1 where there is none: at the end, or before {@link #begin}. */
    synchronized int read(long position, ByteBuffer into) throws IOException {
        if (position >= mark.start()) {
            return read(path(), position - mark.base(), into);
        }
        long begin = begin();
        return position < begin ? -1 : read(paths.olderLogFile(number), position - begin, into);
    }

    private static int read(Path file, long offset, ByteBuffer into) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return channel.read(into, offset);
        } catch (NoSuchFileException e) {
            return -1;
        }
    }

    /** Notes that everything before {@code position} is where it belongs. */
    synchronized void copied(long position) throws IOException {
        mark = mark.copiedTo(position);
        mark.write(paths.logBookmark(number));
    }

    /** Takes what is in a file that somebody has emptied for what follows. Returns whether it was so. */
    synchronized boolean beginsAnew() throws IOException {
        if (mark.base() + size(path()) >= mark.copied()) {
            return false;
        }
        long next = (mark.copied() / FileRanges.ALIGNMENT + 1) * FileRanges.ALIGNMENT;
        dropOlder();
        replace(new Bookmark(next, next, next, true, false));
        return true;
    }

    synchronized void ended() throws IOException {
        mark = mark.atEnd();
        mark.write(paths.logBookmark(number));
    }

    /**
     * Cuts what was copied off the front when the file is longer than {@code cap} bytes, and keeps of it the last {@code cap} bytes as the older file. Returns
     * whether it did.
     */
    boolean cut(long cap) throws IOException {
        Bookmark now = mark();
        // Something must be left, or the kernel cannot collapse; so the last block stays.
        long at = (now.copied() - 1) / FileRanges.ALIGNMENT * FileRanges.ALIGNMENT;
        if (end() - now.start() <= cap || at <= now.start()) {
            return false;
        }
        keep(Math.max(now.start(), at - cap) - now.base(), at - now.base());
        synchronized (this) {
            replace(mark.cutAt(at));
            finishCut();
        }
        return true;
    }

    /** Drops the older file to make room. */
    synchronized void dropOlder() throws IOException {
        Files.deleteIfExists(paths.freshLogFile(number));
        Files.deleteIfExists(paths.olderLogFile(number));
    }

    /** Where there is no room for the older part, having less of the past is what frees some. */
    private void keep(long from, long to) throws IOException {
        try {
            copy(from, to);
        } catch (IOException e) {
            if (Files.getFileStore(path()).getUsableSpace() > to - from) {
                throw e;
            }
            dropOlder();
        }
    }

    private void copy(long from, long to) throws IOException {
        Path fresh = paths.freshLogFile(number);
        Files.deleteIfExists(fresh);
        ByteBuffer buffer = ByteBuffer.allocate(COPY_BYTES);
        try (FileChannel in = FileChannel.open(path(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
                FileChannel out = FileChannel.open(fresh, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            for (long at = from; at < to; ) {
                buffer.clear().limit((int) Math.min(COPY_BYTES, to - at));
                int read = in.read(buffer, at);
                if (read <= 0) {
                    throw new IOException(path() + " was shortened by somebody else");
                }
                buffer.flip();
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
                at += read;
            }
            out.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(fresh);
            throw e;
        }
    }

    private void finishCut() throws IOException {
        if (exists(paths.freshLogFile(number))) {
            Files.setPosixFilePermissions(
                    paths.freshLogFile(number), Files.getPosixFilePermissions(path(), LinkOption.NOFOLLOW_LINKS));
            Files.move(
                    paths.freshLogFile(number),
                    paths.olderLogFile(number),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
        // Where that cannot be done the mark stays as it is: what is no hole must never be taken for one that was
        // collapsed.
        if (ranges.free(path(), 0, mark.start() - mark.base())) {
            replace(mark.withHole());
            collapse();
        }
    }

    private void collapse() throws IOException {
        if (ranges.collapse(path(), mark.start() - mark.base())) {
            replace(mark.collapsed());
        }
    }

    private void replace(Bookmark next) throws IOException {
        next.writeDurably(paths.logBookmark(number));
        mark = next;
    }

    private Path path() {
        return paths.logFile(number);
    }

    static boolean exists(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static long size(Path file) {
        try {
            return exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
