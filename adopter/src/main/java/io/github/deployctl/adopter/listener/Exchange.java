package io.github.deployctl.adopter.listener;

import io.github.deployctl.adopter.listener.Kernel.EpollOperation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts another file under an fd that acceptors wait on, without losing their epoll registrations.
 *
 * <p>A registration belongs to the old file and stays with it, so it is deleted before dup2(2) and added after it. An acceptor may
 * register again in between: then the old file still has a registration, which can only be deleted while the old file is back
 * under the fd. That is repeated until none is left; once the new file is in place, no further one can come.
 *
 * <p>Not safe for two threads at once on one fd: the caller holds a lock.
 */
final class Exchange {
    private static final int EEXIST = 17;
    private static final int ROUNDS = 8;

    private final Kernel kernel;

    Exchange(Kernel kernel) {
        this.kernel = kernel;
    }

    /** Puts the file of {@code to} under {@code fd}, whose own file has no other fd and ends with this. */
    void replace(int fd, int to) throws IOException {
        List<EpollRegistration> moved = withdraw(registrations(fd, kernel.epollFds()));
        try {
            kernel.dup2(to, fd);
        } finally {
            restore(moved);
        }
    }

    /**
     * Puts the file of {@code to} under {@code fd}, which shares its file with {@code from}.
     *
     * @throws IOException if dup2 fails, or if registrations with the old file kept coming back
     */
    void swap(int fd, int from, int to) throws IOException {
        List<Integer> epollFds = kernel.epollFds();
        long oldInode = kernel.socketInode(from);
        List<EpollRegistration> moved = withdraw(ofInode(oldInode, registrations(fd, epollFds)));
        try {
            kernel.dup2(to, fd);
        } finally {
            restore(moved);
        }
        for (int round = 0; round < ROUNDS; round++) {
            List<EpollRegistration> late = ofInode(oldInode, registrations(fd, epollFds));
            if (late.isEmpty()) {
                return;
            }
            kernel.dup2(from, fd);
            withdraw(late);
            kernel.dup2(to, fd);
            restore(late);
        }
        throw new IOException("fd " + fd + ": an acceptor kept waiting on the old socket");
    }

    private List<EpollRegistration> registrations(int fd, List<Integer> epollFds) {
        List<EpollRegistration> found = new ArrayList<>();
        for (int epollFd : epollFds) {
            for (EpollRegistration registration : kernel.registrations(epollFd)) {
                if (registration.fd() == fd) {
                    found.add(registration);
                }
            }
        }
        return found;
    }

    private static List<EpollRegistration> ofInode(long inode, List<EpollRegistration> registrations) {
        List<EpollRegistration> found = new ArrayList<>();
        for (EpollRegistration registration : registrations) {
            if (registration.inode() == inode) {
                found.add(registration);
            }
        }
        return found;
    }

    /** Deletes registrations and returns those that were there: the app may have deleted one itself since it was read. */
    private List<EpollRegistration> withdraw(List<EpollRegistration> registrations) throws IOException {
        List<EpollRegistration> withdrawn = new ArrayList<>();
        for (EpollRegistration registration : registrations) {
            if (kernel.epollControl(EpollOperation.DELETE, registration.epollFd(), registration.fd(), 0) == 0) {
                withdrawn.add(registration);
            }
        }
        return withdrawn;
    }

    private void restore(List<EpollRegistration> registrations) throws IOException {
        for (EpollRegistration registration : registrations) {
            int events = registration.eventsToRestore();
            int errno = kernel.epollControl(EpollOperation.ADD, registration.epollFd(), registration.fd(), events);
            if (errno == EEXIST) {
                kernel.epollControl(EpollOperation.MODIFY, registration.epollFd(), registration.fd(), events);
            }
        }
    }
}
