package io.github.deployctl.adopter.listener;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/** The kernel as this process sees it: reads through proc(5), changes through the JDK's own native methods. */
final class LinuxKernel implements Kernel {
    private final InternalCalls calls;

    LinuxKernel(InternalCalls calls) {
        this.calls = calls;
    }

    @Override
    public boolean isStream(int fd) throws IOException {
        return calls.isStream(fd);
    }

    @Override
    public boolean sharesPort(int fd) throws IOException {
        return calls.sharesPort(fd);
    }

    @Override
    public InetAddress wildcard(int fd) throws IOException {
        return calls.localHost(fd);
    }

    @Override
    public long socketInode(int fd) {
        return SelfProcess.socketInode(fd);
    }

    @Override
    public void dup2(int from, int to) throws IOException {
        calls.dup2(from, to);
    }

    @Override
    public List<Integer> epollFds() {
        return SelfProcess.epollFds();
    }

    @Override
    public List<EpollRegistration> registrations(int epollFd) {
        return SelfProcess.registrations(epollFd);
    }

    @Override
    public int epollControl(EpollOperation operation, int epollFd, int fd, int events) throws IOException {
        return calls.epollControl(epollFd, operation.code(), fd, events);
    }
}
