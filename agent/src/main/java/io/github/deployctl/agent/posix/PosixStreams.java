package io.github.deployctl.agent.posix;

import io.github.deployctl.agent.os.Fd;
import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.agent.os.Streams;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The kernel's connections. Thread-safe, but for what the interface says. */
final class PosixStreams implements Streams {
    private static final int SOCK_NONBLOCK = 04000;
    private static final int SOCK_CLOEXEC = 02000000;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int SHUT_WR = 1;
    private static final int POLLFD_BYTES = 8;
    /** Of what is sent, in bytes: it is copied twice on its way to the kernel. */
    private static final int PIECE = 16 << 10;

    private static final short POLLIN = 1;
    private static final short POLLOUT = 4;
    /** Above 0, 1 and 2, which are nobody's business. */
    private static final int LOWEST_FD = 3;

    private static final String TRY_AGAIN = "EAGAIN";
    /** Such an error is that of the one connection that was about to be returned (accept(2), "Error handling"). */
    private static final Set<String> GONE = Set.of(
            "ECONNABORTED",
            "ENETDOWN",
            "EPROTO",
            "ENOPROTOOPT",
            "EHOSTDOWN",
            "ENONET",
            "EHOSTUNREACH",
            "EOPNOTSUPP",
            "ENETUNREACH",
            "EPERM");

    private final Fds fds;
    private final NativeFunction accept4;
    private final NativeFunction recv;
    private final NativeFunction send;
    private final NativeFunction shutdown;
    private final NativeFunction poll;

    PosixStreams(Libc libc, Fds fds) {
        this.fds = fds;
        this.accept4 = libc.function("accept4");
        this.recv = libc.function("recv");
        this.send = libc.function("send");
        this.shutdown = libc.function("shutdown");
        this.poll = libc.function("poll");
    }

    @Override
    public Fd copy(Fd listener) throws OsException {
        return PosixFd.of(listener).duplicate(LOWEST_FD);
    }

    @Override
    public Optional<Fd> accept(Fd listener) throws OsException {
        try {
            int number = PosixFd.of(listener)
                    .use(open -> accept4.check("accept on fd " + open, open, 0, 0, SOCK_NONBLOCK | SOCK_CLOEXEC));
            return Optional.of(fds.own(number));
        } catch (OsException e) {
            if (e.errno().equals(TRY_AGAIN) || GONE.contains(e.errno())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public int receive(Fd connection, byte[] into) throws OsException {
        try (NativeMemory memory = new NativeMemory()) {
            long buffer = memory.allocate(into.length);
            int count = PosixFd.of(connection)
                    .use(number -> recv.check("recv fd " + number, number, buffer, into.length, 0));
            if (count == 0) {
                return END;
            }
            byte[] read = memory.get(buffer, count);
            System.arraycopy(read, 0, into, 0, count);
            return count;
        } catch (OsException e) {
            return none(e);
        }
    }

    @Override
    public int send(Fd connection, byte[] bytes, int offset) throws OsException {
        int length = Math.min(bytes.length - offset, PIECE);
        try (NativeMemory memory = new NativeMemory()) {
            long buffer = memory.bytes(Arrays.copyOfRange(bytes, offset, offset + length));
            return PosixFd.of(connection)
                    .use(number -> send.check("send fd " + number, number, buffer, length, MSG_NOSIGNAL));
        } catch (OsException e) {
            return none(e);
        }
    }

    @Override
    public void finish(Fd connection) {
        try {
            // Its only error, ENOTCONN, means that the peer has gone, which the next read says too.
            PosixFd.of(connection).use(number -> shutdown.call(number, SHUT_WR));
        } catch (OsException closed) {
            // Then there is nothing to finish.
        }
    }

    @Override
    public <T extends Waiter> List<T> await(List<T> waiters, Duration most) throws OsException {
        ByteBuffer wanted = ByteBuffer.allocate(waiters.size() * POLLFD_BYTES).order(ByteOrder.nativeOrder());
        for (T waiter : waiters) {
            // The lock is not held during the poll; nobody but the caller closes these.
            wanted.putInt(PosixFd.of(waiter.fd()).use(number -> number))
                    .putShort(waiter.isSending() ? POLLOUT : POLLIN)
                    .putShort((short) 0);
        }
        try (NativeMemory memory = new NativeMemory()) {
            long array = memory.bytes(wanted.array());
            List<T> ready = new ArrayList<>();
            if (poll.check("poll", array, waiters.size(), most.toMillis()) == 0) {
                return ready;
            }
            ByteBuffer found =
                    ByteBuffer.wrap(memory.get(array, wanted.capacity())).order(ByteOrder.nativeOrder());
            for (int i = 0; i < waiters.size(); i++) {
                // POLLERR and POLLHUP come unasked; the call that follows says what it is.
                if (found.getShort(i * POLLFD_BYTES + Integer.BYTES + Short.BYTES) != 0) {
                    ready.add(waiters.get(i));
                }
            }
            return ready;
        }
    }

    private static int none(OsException e) throws OsException {
        if (e.errno().equals(TRY_AGAIN)) {
            return 0;
        }
        throw e;
    }
}
