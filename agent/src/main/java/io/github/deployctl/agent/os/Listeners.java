package io.github.deployctl.agent.os;

import io.github.deployctl.common.config.ListenAddress;

/**
 * Listening TCP sockets. Each is AF_INET6 (dual-stack for {@code *}, v4-mapped for an IPv4 literal), since a JVM sets IPv6 options on what it accepts, has
 * O_NONBLOCK set once and for all (the flag lives on the open file description that all processes share, open(2)), and SO_REUSEADDR.
 */
public interface Listeners {
    /** The accept queue asked for; the kernel caps it at {@code net.core.somaxconn} (listen(2)). */
    int BACKLOG = 4096;

    /**
     * Opens a public listener.
     *
     * @throws OsException with errno {@code EADDRINUSE} or {@code EACCES} among others
     */
    Fd open(ListenAddress address) throws OsException;

    /** Opens a listener on 127.0.0.1 and a port of the kernel's choice. */
    PrivateListener openPrivate() throws OsException;

    /**
     * Takes over a descriptor that this process was started with, and makes it close-on-exec.
     *
     * @throws OsException when it is not a listening TCP socket; it is left alone then
     */
    Fd inherit(int number) throws OsException;

    /** Tells whether a listener is the one that {@link #open} of {@code address} would have made. */
    boolean isBoundTo(Fd listener, ListenAddress address) throws OsException;

    /**
     * Returns how a listener's accept queue is, without a connection. It may be asked hundreds of times a second: one getsockopt(2), measured at 0.8 us where
     * a dump by sock_diag(7), which walks the tables of the whole namespace, took 330 us.
     */
    AcceptQueue queue(Fd listener) throws OsException;

    /** Tells whether O_NONBLOCK is set, without which an accept(2) that comes too late sleeps until the next connection. */
    boolean isNonBlocking(Fd listener) throws OsException;

    /**
     * Sets O_NONBLOCK and the backlog again, and has a socket that was shut down listen again, which any process that shares the socket can have changed. Does
     * nothing to a socket that is in order.
     */
    void restore(Fd listener) throws OsException;

    /**
     * Takes a listener out of a running process (pidfd_getfd(2), which needs the same user).
     *
     * @param number the descriptor's number in that process
     * @param address that the socket must be bound to
     * @throws OsException when the process is gone, the descriptor is not a listening socket, or it is bound elsewhere
     */
    Fd take(ProcessId process, int number, ListenAddress address) throws OsException;

    /** Stops listening for every process that shares the socket, so that connects are refused from now on (shutdown(2)), and closes it. */
    void shutDown(Fd listener);
}
