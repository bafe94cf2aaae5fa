package io.github.deployctl.adopter.listener;

import java.io.IOException;
import java.net.InetAddress;

/** The native methods of the JDK that stand for system calls. */
public interface InternalCalls {
    /** Whether the fd is a stream socket. */
    boolean isStream(int fd) throws IOException;

    /** Whether the socket may share its port, see SO_REUSEPORT in socket(7). */
    boolean sharesPort(int fd) throws IOException;

    /** The address of getsockname(2). Not for a socket that was adopted: the app is told another one. */
    InetAddress localHost(int fd) throws IOException;

    /** Calls dup2(2). */
    void dup2(int from, int to) throws IOException;

    /** Calls epoll_ctl(2) and returns 0 or the errno. */
    int epollControl(int epollFd, int operation, int fd, int events) throws IOException;
}
