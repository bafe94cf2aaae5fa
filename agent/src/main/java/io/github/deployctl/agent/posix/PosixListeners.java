package io.github.deployctl.agent.posix;

import io.github.deployctl.agent.os.AcceptQueue;
import io.github.deployctl.agent.os.Fd;
import io.github.deployctl.agent.os.Listeners;
import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.agent.os.PrivateListener;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.procfs.Endpoint;
import io.github.deployctl.common.config.ListenAddress;

/** The kernel's listening sockets. Where the kernel has no IPv6 at all (booted with {@code ipv6.disable=1}), they are AF_INET. Thread-safe. */
final class PosixListeners implements Listeners {
    private static final Endpoint LOOPBACK = Endpoint.of(new byte[] {127, 0, 0, 1}, 0);

    private static final int STANDARD_INPUT = 0;

    private final Fds fds;
    private final Sockets sockets;
    private final Pidfds pidfds;
    private final int family;

    /** @param family AF_INET6, or AF_INET to do without IPv6 */
    PosixListeners(Fds fds, Sockets sockets, Pidfds pidfds, int family) {
        this.fds = fds;
        this.sockets = sockets;
        this.pidfds = pidfds;
        this.family = family;
    }

    @Override
    public Fd open(ListenAddress address) throws OsException {
        return open(Sockaddr.endpoint(address));
    }

    @Override
    public PrivateListener openPrivate() throws OsException {
        PosixFd fd = open(LOOPBACK);
        try {
            return new PrivateListener(fd, boundTo(fd).port());
        } catch (OsException e) {
            fd.close();
            throw e;
        }
    }

    @Override
    public Fd inherit(int number) throws OsException {
        // Asked first: the descriptor is not ours to close when it is something else.
        sockets.address(number);
        if (!sockets.isListening(number)) {
            throw new OsException("inherit fd " + number, "EINVAL", "it is not a listening socket");
        }
        PosixFd listener = fds.duplicate(number, number + 1);
        // The number stays taken for good: it is one at which the next agent expects a listener, and an accept(2) that
        // waits keeps the lowest number that is
        // free, onto which no dup2(2) is possible meanwhile.
        fds.copy(STANDARD_INPUT, number);
        fds.setCloseOnExec(number);
        return listener;
    }

    @Override
    public boolean isBoundTo(Fd listener, ListenAddress address) throws OsException {
        return boundTo(PosixFd.of(listener)).equals(Sockaddr.endpoint(address));
    }

    @Override
    public AcceptQueue queue(Fd listener) throws OsException {
        return PosixFd.of(listener).use(sockets::queue);
    }

    @Override
    public boolean isNonBlocking(Fd listener) throws OsException {
        return PosixFd.of(listener).use(fds::isNonBlocking);
    }

    @Override
    public void restore(Fd listener) throws OsException {
        PosixFd.of(listener).use(number -> {
            fds.setNonBlocking(number);
            // There is no other way to set the backlog, and on a socket that listens this sets nothing else.
            sockets.listen(number, BACKLOG, "fd " + number);
            return number;
        });
    }

    @Override
    public Fd take(ProcessId process, int number, ListenAddress address) throws OsException {
        String subject = "take fd " + number + " of " + process;
        PosixFd taken = fds.own(pidfds.take(process, number, subject));
        try {
            verify(taken, Sockaddr.endpoint(address), subject);
            return taken;
        } catch (OsException e) {
            taken.close();
            throw e;
        }
    }

    @Override
    public void shutDown(Fd listener) {
        PosixFd fd = PosixFd.of(listener);
        try {
            fd.use(number -> {
                sockets.shutdown(number);
                return number;
            });
        } catch (OsException e) {
            return; // It was closed before, so there is nothing of ours to stop.
        }
        fd.close();
    }

    private PosixFd open(Endpoint address) throws OsException {
        int socketFamily = family;
        PosixFd fd;
        try {
            fd = fds.own(sockets.create(socketFamily, "socket for " + address));
        } catch (OsException e) {
            if (!e.errno().equals("EAFNOSUPPORT") || socketFamily == Sockaddr.AF_INET) {
                throw e;
            }
            socketFamily = Sockaddr.AF_INET;
            fd = fds.own(sockets.create(socketFamily, "socket for " + address));
        }
        try {
            listen(fd, address, socketFamily);
            return fd;
        } catch (OsException e) {
            fd.close();
            throw e;
        }
    }

    private void listen(PosixFd fd, Endpoint address, int socketFamily) throws OsException {
        fd.use(number -> {
            sockets.reuseAddress(number);
            if (socketFamily == Sockaddr.AF_INET6) {
                sockets.dualStack(number);
            }
            sockets.bind(number, address, socketFamily);
            sockets.listen(number, BACKLOG, address.toString());
            return number;
        });
    }

    private void verify(PosixFd taken, Endpoint expected, String subject) throws OsException {
        if (!isListening(taken)) {
            throw new OsException(subject, "EINVAL", "it is not a listening socket");
        }
        Endpoint bound = boundTo(taken);
        if (!bound.equals(expected)) {
            throw new OsException(subject, "EADDRNOTAVAIL", "it is bound to " + bound + ", not to " + expected);
        }
    }

    private boolean isListening(PosixFd fd) throws OsException {
        try {
            return fd.use(sockets::isListening);
        } catch (OsException e) {
            if (e.errno().equals("ENOTSOCK")) {
                return false;
            }
            throw e;
        }
    }

    private Endpoint boundTo(PosixFd fd) throws OsException {
        return fd.use(sockets::address);
    }
}
