package io.github.deployctl.agent.posix;

import io.github.deployctl.agent.os.Fd;
import io.github.deployctl.agent.os.OsException;

/** An owned descriptor. Thread-safe: a call on it and {@link #close} exclude one another, so that a call never reaches a number that was reused. */
final class PosixFd implements Fd {
    private static final int CLOSED = -1;

    private final Fds fds;
    private int number;

    PosixFd(Fds fds, int number) {
        this.fds = fds;
        this.number = number;
    }

    /** Every descriptor that reaches this package has come from it. */
    static PosixFd of(Fd fd) {
        if (fd instanceof PosixFd own) {
            return own;
        }
        throw new IllegalArgumentException("not opened here: " + fd);
    }

    /** What is done with the number while it cannot be closed. */
    interface Use<T> {
        T with(int number) throws OsException;
    }

    synchronized <T> T use(Use<T> use) throws OsException {
        if (number == CLOSED) {
            throw new OsException("use of a closed fd", "EBADF", "Bad file descriptor");
        }
        return use.with(number);
    }

    PosixFd duplicate(int atLeast) throws OsException {
        return use(open -> fds.duplicate(open, atLeast));
    }

    @Override
    public long inode() throws OsException {
        return use(fds::inode);
    }

    @Override
    public synchronized void close() {
        if (number != CLOSED) {
            fds.close(number);
            number = CLOSED;
        }
    }

    @Override
    public synchronized String toString() {
        return number == CLOSED ? "closed fd" : "fd " + number;
    }
}
