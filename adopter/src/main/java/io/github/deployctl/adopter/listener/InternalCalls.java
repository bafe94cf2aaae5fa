package io.github.deployctl.adopter.listener;

import java.io.IOException;

/** The native methods of the JDK that stand for system calls. */
public interface InternalCalls {
    /** Whether the fd is a stream socket. */
    boolean isStream(int fd) throws IOException;

    /** Calls dup2(2). */
    void dup2(int from, int to) throws IOException;

    /** Calls epoll_ctl(2) and returns 0 or the errno. */
    int epollControl(int epollFd, int operation, int fd, int events) throws IOException;
}
