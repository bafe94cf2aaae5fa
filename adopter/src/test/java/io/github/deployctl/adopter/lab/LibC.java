package io.github.deployctl.adopter.lab;

import jnr.ffi.LibraryLoader;

/** The system calls that Java has no words for. */
public interface LibC {
    int AF_INET6 = 10;
    int SOCK_STREAM = 1;
    int SOCK_NONBLOCK = 0x800;
    int SOCK_CLOEXEC = 0x80000;
    int F_GETFL = 3;
    int O_NONBLOCK = 0x800;
    int CLOSE_RANGE_CLOEXEC = 4;

    static LibC load() {
        return LibraryLoader.create(LibC.class).load("c");
    }

    int socket(int family, int type, int protocol);

    int bind(int fd, byte[] address, int length);

    int listen(int fd, int backlog);

    int getsockname(int fd, byte[] address, int[] length);

    int fcntl(int fd, int command, int argument);

    int close(int fd);

    int close_range(int first, int last, int flags);
}
