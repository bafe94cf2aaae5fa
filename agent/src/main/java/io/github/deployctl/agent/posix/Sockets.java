package io.github.deployctl.agent.posix;

import io.github.deployctl.agent.os.AcceptQueue;
import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.agent.procfs.Endpoint;

/** System calls on stream sockets. Thread-safe. */
final class Sockets {
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_NONBLOCK = 04000;
    private static final int SOCK_CLOEXEC = 02000000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_REUSEADDR = 2;
    private static final int SO_ACCEPTCONN = 30;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IPV6_V6ONLY = 26;
    private static final int SHUT_RDWR = 2;
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_INFO = 11;
    /** Of struct tcp_info, which only ever grows at its end, as much as is used here. */
    private static final int TCP_INFO_BYTES = 32;
    /** Of a listening socket, the length of its accept queue; in linux/tcp.h it is named for what it is of a connection. */
    private static final int TCPI_UNACKED = 24;
    /** Of a listening socket, its backlog. */
    private static final int TCPI_SACKED = 28;

    private static final int TCP_LISTEN = 10;

    private final NativeFunction socket;
    private final NativeFunction setsockopt;
    private final NativeFunction getsockopt;
    private final NativeFunction bind;
    private final NativeFunction listen;
    private final NativeFunction getsockname;
    private final NativeFunction shutdown;

    Sockets(Libc libc) {
        socket = libc.function("socket");
        setsockopt = libc.function("setsockopt");
        getsockopt = libc.function("getsockopt");
        bind = libc.function("bind");
        listen = libc.function("listen");
        getsockname = libc.function("getsockname");
        shutdown = libc.function("shutdown");
    }

    /** Makes a close-on-exec, non-blocking TCP socket of an address family. */
    int create(int family, String subject) throws OsException {
        return socket.check(subject, family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    }

    /** Lets a listener be bound while connections of an earlier one are in TIME_WAIT (socket(7)). */
    void reuseAddress(int fd) throws OsException {
        setInt(fd, SOL_SOCKET, SO_REUSEADDR, 1);
    }

    /** Makes an AF_INET6 socket serve IPv4 too, whatever {@code net.ipv6.bindv6only} says (ipv6(7)). */
    void dualStack(int fd) throws OsException {
        setInt(fd, IPPROTO_IPV6, IPV6_V6ONLY, 0);
    }

    void bind(int fd, Endpoint address, int family) throws OsException {
        try (NativeMemory memory = new NativeMemory()) {
            byte[] raw = Sockaddr.encode(address, family);
            bind.check("bind " + address, fd, memory.bytes(raw), raw.length);
        }
    }

    /** Starts listening, or only sets the backlog of a socket that listens already (listen(2)). */
    void listen(int fd, int backlog, String subject) throws OsException {
        listen.check("listen " + subject, fd, backlog);
    }

    /** Returns what an Internet socket is bound to. */
    Endpoint address(int fd) throws OsException {
        try (NativeMemory memory = new NativeMemory()) {
            long address = memory.allocate(Sockaddr.BYTES);
            getsockname.check("getsockname fd " + fd, fd, address, memory.pointerTo(Sockaddr.BYTES));
            return Sockaddr.decode(memory.get(address, Sockaddr.BYTES));
        }
    }

    boolean isListening(int fd) throws OsException {
        try (NativeMemory memory = new NativeMemory()) {
            long value = memory.pointerTo(0);
            long length = memory.pointerTo(Integer.BYTES);
            getsockopt.check("getsockopt fd " + fd, fd, SOL_SOCKET, SO_ACCEPTCONN, value, length);
            return memory.getInt(value) == 1;
        }
    }

    AcceptQueue queue(int fd) throws OsException {
        try (NativeMemory memory = new NativeMemory()) {
            long info = memory.allocate(TCP_INFO_BYTES);
            long length = memory.pointerTo(TCP_INFO_BYTES);
            getsockopt.check("getsockopt fd " + fd, fd, IPPROTO_TCP, TCP_INFO, info, length);
            // The state is the first byte.
            boolean listening = memory.get(info, 1)[0] == TCP_LISTEN;
            return listening
                    ? new AcceptQueue(true, memory.getInt(info + TCPI_UNACKED), memory.getInt(info + TCPI_SACKED))
                    : new AcceptQueue(false, 0, 0);
        }
    }

    /** Ends listening for every holder. Its only error, ENOTCONN, means that nobody listened. */
    void shutdown(int fd) {
        shutdown.call(fd, SHUT_RDWR);
    }

    private void setInt(int fd, int level, int option, int value) throws OsException {
        try (NativeMemory memory = new NativeMemory()) {
            setsockopt.check("setsockopt fd " + fd, fd, level, option, memory.pointerTo(value), Integer.BYTES);
        }
    }
}
