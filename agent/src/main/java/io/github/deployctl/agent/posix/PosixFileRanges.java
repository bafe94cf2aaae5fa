package io.github.deployctl.agent.posix;

import com.kenai.jffi.LastError;
import io.github.deployctl.agent.os.FileRanges;
import io.github.deployctl.agent.os.OsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Parts of files by fallocate(2) and lseek(2). */
final class PosixFileRanges implements FileRanges {
    private static final int KEEP_SIZE = 1;
    private static final int PUNCH_HOLE = 2;
    private static final int COLLAPSE_RANGE = 8;
    private static final int SEEK_DATA = 3;
    /** ENOSYS is an old kernel's, EINVAL that of blocks larger than the alignment. */
    private static final Set<String> CANNOT = Set.of("EOPNOTSUPP", "ENOSYS", "EINVAL");

    private final Libc libc;
    private final Fds fds;
    private final NativeFunction fallocate;
    private final NativeFunction lseek;

    PosixFileRanges(Libc libc, Fds fds) {
        this.libc = libc;
        this.fds = fds;
        this.fallocate = libc.function("fallocate");
        this.lseek = libc.function("lseek");
    }

    @Override
    public boolean free(Path file, long offset, long length) throws IOException {
        return allocate("free a part of " + file, file, PUNCH_HOLE | KEEP_SIZE, new Range(offset, length));
    }

    @Override
    public boolean collapse(Path file, long length) throws IOException {
        // Up to the end is refused by the kernel with the same errno as where it cannot at all.
        if (length >= Files.size(file)) {
            throw new IllegalArgumentException("nothing would be left of " + file);
        }
        return allocate("shorten " + file, file, COLLAPSE_RANGE, new Range(0, length));
    }

    private record Range(long offset, long length) {}

    private boolean allocate(String subject, Path file, int mode, Range range) throws OsException {
        try (PosixFd fd = fds.openForChange(file)) {
            fd.use(number -> fallocate.check(subject, number, mode, range.offset(), range.length()));
            return true;
        } catch (OsException e) {
            if (CANNOT.contains(e.errno())) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public long nextUsed(Path file, long offset) throws IOException {
        try (PosixFd fd = fds.openForChange(file)) {
            long used = fd.use(number -> {
                long found = lseek.call(number, offset, SEEK_DATA);
                if (found >= 0) {
                    return found;
                }
                OsException failure =
                        libc.failure("seek in " + file, LastError.getInstance().get());
                if (failure.errno().equals("ENXIO")) {
                    return Long.MAX_VALUE;
                }
                throw failure;
            });
            return Math.min(used, Files.size(file));
        } catch (OsException e) {
            // A file system without holes has none to skip (lseek(2)).
            if (CANNOT.contains(e.errno())) {
                return offset;
            }
            throw e;
        }
    }
}
