package io.github.deployctl.adopter.listener;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/** Everything that the kernel does for the adoption of listeners. Methods may be called by any thread. */
interface Kernel {
    /** Returned by {@link #socketInode} for an fd that is no socket. */
    long NO_SOCKET = -1;

    /** Whether the fd is a stream socket. */
    boolean isStream(int fd) throws IOException;

    /** Whether the socket may share its port, see SO_REUSEPORT in socket(7). */
    boolean sharesPort(int fd) throws IOException;

    /** The wildcard address of the family of a socket that is not bound yet. */
    InetAddress wildcard(int fd) throws IOException;

    /** The inode of the socket under the fd, or {@link #NO_SOCKET}. */
    long socketInode(int fd);

    /** Puts the file of {@code from} under {@code to}, see dup2(2). */
    void dup2(int from, int to) throws IOException;

    /** The epoll instances of this process, by fd. */
    List<Integer> epollFds();

    /** What an epoll instance watches. Empty if it has been closed. */
    List<EpollRegistration> registrations(int epollFd);

    /** Calls epoll_ctl(2) and returns 0 or the errno. */
    int epollControl(EpollOperation operation, int epollFd, int fd, int events) throws IOException;

    /** The operations of epoll_ctl(2). */
    enum EpollOperation {
        ADD(1),
        DELETE(2),
        MODIFY(3);

        private final int code;

        EpollOperation(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }
}
