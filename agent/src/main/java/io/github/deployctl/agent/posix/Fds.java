package io.github.deployctl.agent.posix;

import io.github.deployctl.agent.os.OsException;
import java.io.File;
import java.nio.file.Path;

/** System calls on any kind of descriptor. Thread-safe. */
final class Fds {
    private static final int F_GETFD = 1;
    private static final int F_SETFD = 2;
    /** On every architecture (close_range(2)). */
    private static final int CLOSE_RANGE = 436;

    private static final int CLOSE_RANGE_CLOEXEC = 4;
    private static final long LAST_FD = 0xffff_ffffL;
    private static final int FD_CLOEXEC = 1;
    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int O_WRONLY = 1;
    private static final int O_RDWR = 2;
    private static final int O_CREAT = 0100;
    private static final int O_APPEND = 02000;
    private static final int O_NONBLOCK = 04000;
    private static final int O_CLOEXEC = 02000000;
    /** One of the few flags whose value is the architecture's (asm/fcntl.h). */
    private static final int O_NOFOLLOW = System.getProperty("os.arch").equals("aarch64") ? 0100000 : 0400000;

    private static final int LOG_MODE = 0640;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int STATX_INO = 0x100;
    private static final int STATX_BYTES = 256;
    private static final int STATX_INO_OFFSET = 32;

    private static final int X_OK = 1;

    private final NativeFunction access;
    private final NativeFunction open;
    private final NativeFunction close;
    private final NativeFunction fcntl;
    private final NativeFunction statx;
    private final NativeFunction dup2;
    private final NativeFunction syscall;

    Fds(Libc libc) {
        access = libc.function("access");
        open = libc.function("open");
        close = libc.function("close");
        fcntl = libc.function("fcntl");
        statx = libc.function("statx");
        dup2 = libc.function("dup2");
        syscall = libc.function("syscall");
    }

    /**
     * Opens a log for appending, so that what several processes write to it is never overwritten (open(2)). A link in its place, which would have the output
     * written elsewhere, is refused.
     */
    PosixFd openLog(Path log) throws OsException {
        try (NativeMemory memory = new NativeMemory()) {
            int flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW;
            return own(open.check("open " + log, memory.string(log.toString()), flags, LOG_MODE));
        }
    }

    /** Opens an existing file that is no link, to be read and changed. */
    PosixFd openForChange(Path file) throws OsException {
        try (NativeMemory memory = new NativeMemory()) {
            int flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW;
            return own(open.check("open " + file, memory.string(file.toString()), flags));
        }
    }

    /** Checks that a child may work in a folder. */
    void checkFolder(Path folder) throws OsException {
        try (NativeMemory memory = new NativeMemory()) {
            // With the dot it must be a folder: a file that may be executed passes without it.
            access.check("chdir " + folder, memory.string(folder + "/."), X_OK);
        }
    }

    /** Returns the highest number in use by this process, or by its search for it. */
    static int highestOpen() {
        int highest = 0;
        for (String name : names(new File("/proc/self/fd"))) {
            highest = Math.max(highest, Integer.parseInt(name));
        }
        return highest;
    }

    private static String[] names(File folder) {
        String[] names = folder.list();
        return names == null ? new String[0] : names;
    }

    /** Wraps a descriptor that was just created close-on-exec. */
    PosixFd own(int number) {
        return new PosixFd(this, number);
    }

    /** Makes another descriptor for the same open file, numbered {@code atLeast} or higher and close-on-exec. */
    PosixFd duplicate(int number, int atLeast) throws OsException {
        return own(fcntl.check("duplicate fd " + number, number, F_DUPFD_CLOEXEC, atLeast));
    }

    void setCloseOnExec(int number) throws OsException {
        fcntl.check("fcntl fd " + number, number, F_SETFD, FD_CLOEXEC);
    }

    /** Lets the descriptor outlast an exec. */
    int passOn(int number) throws OsException {
        return fcntl.check("fcntl fd " + number, number, F_SETFD, 0);
    }

    boolean isOpen(int number) {
        return (int) fcntl.call(number, F_GETFD, 0) != -1;
    }

    /** Makes {@code target} what {@code number} is, in place of what it was, and lets it outlast an exec (dup2(2)). */
    int copy(int number, int target) throws OsException {
        return dup2.check("dup2 fd " + number, number, target);
    }

    /** Makes every descriptor from {@code first} on close-on-exec, as the JDK makes hardly any of its own. */
    void closeAllOnExec(int first) throws OsException {
        if ((int) syscall.call(CLOSE_RANGE, first, LAST_FD, CLOSE_RANGE_CLOEXEC) == 0) {
            return;
        }
        // Linux before 5.11 knows no such flag, and a filter may know no such call.
        int last = highestOpen();
        for (int number = first; number <= last; number++) {
            if (isOpen(number)) {
                setCloseOnExec(number);
            }
        }
    }

    boolean isNonBlocking(int number) throws OsException {
        return (fcntl.check("fcntl fd " + number, number, F_GETFL, 0) & O_NONBLOCK) != 0;
    }

    void setNonBlocking(int number) throws OsException {
        int flags = fcntl.check("fcntl fd " + number, number, F_GETFL, 0);
        if ((flags & O_NONBLOCK) == 0) {
            fcntl.check("fcntl fd " + number, number, F_SETFL, flags | O_NONBLOCK);
        }
    }

    /** Reads the inode with statx(2), whose structure is the same on every architecture, as that of stat(2) is not. */
    long inode(int number) throws OsException {
        try (NativeMemory memory = new NativeMemory()) {
            long result = memory.allocate(STATX_BYTES);
            statx.check("statx fd " + number, number, memory.string(""), AT_EMPTY_PATH, STATX_INO, result);
            return memory.getLong(result + STATX_INO_OFFSET);
        }
    }

    /** Closes once: Linux has freed the number even where close(2) reports EINTR or EIO, so trying again could close a stranger's. */
    void close(int number) {
        close.call(number);
    }
}
