package io.github.deployctl.adopter.lab;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A listening socket of the kind that the agent hands over: AF_INET6, not blocking, here on 127.0.0.1 with a port of its own. */
public final class ListeningSocket implements AutoCloseable {
    private static final LibC LIBC = LibC.load();
    private static final int BACKLOG = 512;

    /** struct sockaddr_in6: family, port, flow, address ::ffff:127.0.0.1, scope. */
    private static final byte[] LOOPBACK = {
        LibC.AF_INET6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 127, 0, 0, 1, 0, 0, 0, 0
    };

    /** As above with address ::1. */
    private static final byte[] LOOPBACK_SIX = {
        LibC.AF_INET6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0
    };

    private final int fd;

    private ListeningSocket(int fd) {
        this.fd = fd;
    }

    public static ListeningSocket open() {
        return open(LOOPBACK);
    }

    /** One on ::1. */
    public static ListeningSocket openSix() {
        return open(LOOPBACK_SIX);
    }

    private static ListeningSocket open(byte[] address) {
        int type = LibC.SOCK_STREAM | LibC.SOCK_NONBLOCK | LibC.SOCK_CLOEXEC;
        int fd = check(LIBC.socket(LibC.AF_INET6, type, 0));
        check(LIBC.bind(fd, address, address.length));
        check(LIBC.listen(fd, BACKLOG));
        return new ListeningSocket(fd);
    }

    public int fd() {
        return fd;
    }

    public int port() {
        byte[] address = Arrays.copyOf(LOOPBACK, LOOPBACK.length);
        check(LIBC.getsockname(fd, address, new int[] {address.length}));
        return Short.toUnsignedInt(ByteBuffer.wrap(address).getShort(2));
    }

    public boolean isNonBlocking() {
        return (check(LIBC.fcntl(fd, LibC.F_GETFL, 0)) & LibC.O_NONBLOCK) != 0;
    }

    /** Marks all fds of this JVM so that a child inherits none but those that are passed to it. */
    static void keepAllFds() {
        check(LIBC.close_range(3, ~0, LibC.CLOSE_RANGE_CLOEXEC));
    }

    @Override
    public void close() {
        check(LIBC.close(fd));
    }

    private static int check(int result) {
        if (result < 0) {
            throw new IllegalStateException("system call failed");
        }
        return result;
    }
}
