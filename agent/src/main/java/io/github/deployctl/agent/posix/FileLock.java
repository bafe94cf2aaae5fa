package io.github.deployctl.agent.posix;

import io.github.deployctl.agent.os.Fd;
import io.github.deployctl.agent.os.OsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An exclusive lock on a file that the kernel lets go of when the last descriptor of its open file is closed (flock(2)), so that it outlasts an exec to which
 * one is passed.
 */
final class FileLock {
    private static final int LOCK_EX_NB = 2 | 4;

    private final Fds fds;
    private final NativeFunction flock;

    FileLock(Libc libc, Fds fds) {
        this.fds = fds;
        this.flock = libc.function("flock");
    }

    /** Returns nothing when somebody else has it. */
    Optional<Fd> tryTake(Path file) throws OsException {
        PosixFd fd = fds.openLog(file);
        try {
            fd.use(number -> flock.check("lock " + file, number, LOCK_EX_NB));
            return Optional.of(fd);
        } catch (OsException e) {
            fd.close();
            if (e.errno().equals("EAGAIN")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Takes over descriptor {@code number}, to which a former agent in this process passed its lock. Returns nothing when that is something else. */
    Optional<Fd> inherit(int number, Path file) throws OsException {
        try {
            if (!Files.isSameFile(Path.of("/proc/self/fd", Integer.toString(number)), file)) {
                return Optional.empty();
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        fds.setCloseOnExec(number);
        flock.check("lock " + file, number, LOCK_EX_NB);
        return Optional.of(fds.own(number));
    }
}
