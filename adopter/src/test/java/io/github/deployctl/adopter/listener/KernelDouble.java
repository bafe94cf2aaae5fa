package io.github.deployctl.adopter.listener;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A kernel with an fd table and epoll sets whose registrations belong to an fd and a file, as the real one's do. */
final class KernelDouble implements Kernel {
    private static final int ENOENT = 2;
    private static final int EEXIST = 17;

    private final Map<Integer, Long> files = new HashMap<>();
    private final Map<Key, Integer> registered = new HashMap<>();
    private final List<String> calls = new ArrayList<>();
    private Runnable beforeDup2 = () -> {};
    private String wildcard = "::";
    private boolean sharesPorts;

    private record Key(int epollFd, int fd, long inode) {}

    KernelDouble socket(int fd, long inode) {
        files.put(fd, inode);
        return this;
    }

    /** From here on, sockets that are not bound are IPv4's. */
    void onlyFour() {
        wildcard = "0.0.0.0";
    }

    /** From here on, sockets that are not bound are IPv6's, which take both. */
    void fourAndSix() {
        wildcard = "::";
    }

    /** From here on, sockets have SO_REUSEPORT. */
    void sharePorts() {
        sharesPorts = true;
    }

    void close(int fd) {
        files.remove(fd);
    }

    /** Something that another thread does just before each dup2. */
    void meanwhile(Runnable action) {
        beforeDup2 = action;
    }

    /** What an acceptor does to wait: epoll_ctl with whatever file is under the fd now. */
    void register(int epollFd, int fd, int events) {
        registered.put(new Key(epollFd, fd, file(fd)), events);
    }

    Map<Integer, Integer> eventsByEpoll(int fd, long inode) {
        Map<Integer, Integer> events = new HashMap<>();
        registered.forEach((key, value) -> {
            if (key.fd() == fd && key.inode() == inode) {
                events.put(key.epollFd(), value);
            }
        });
        return events;
    }

    List<String> dup2Calls() {
        return calls;
    }

    @Override
    public boolean isStream(int fd) {
        return fd < 1000;
    }

    @Override
    public boolean sharesPort(int fd) {
        return sharesPorts;
    }

    @Override
    public InetAddress wildcard(int fd) throws UnknownHostException {
        return InetAddress.getByName(wildcard);
    }

    @Override
    public long socketInode(int fd) {
        return files.getOrDefault(fd, NO_SOCKET);
    }

    @Override
    public void dup2(int from, int to) throws IOException {
        beforeDup2.run();
        calls.add(from + ">" + to);
        files.put(to, file(from));
    }

    @Override
    public List<Integer> epollFds() {
        return registered.keySet().stream().map(Key::epollFd).distinct().toList();
    }

    @Override
    public List<EpollRegistration> registrations(int epollFd) {
        return registered.entrySet().stream()
                .filter(entry -> entry.getKey().epollFd() == epollFd)
                .map(entry -> new EpollRegistration(
                        epollFd,
                        entry.getKey().fd(),
                        entry.getValue(),
                        entry.getKey().inode()))
                .toList();
    }

    @Override
    public int epollControl(EpollOperation operation, int epollFd, int fd, int events) {
        Key key = new Key(epollFd, fd, file(fd));
        boolean isThere = registered.containsKey(key);
        if (operation == EpollOperation.ADD ? isThere : !isThere) {
            return isThere ? EEXIST : ENOENT;
        }
        if (operation == EpollOperation.DELETE) {
            registered.remove(key);
        } else {
            registered.put(key, events);
        }
        return 0;
    }

    private long file(int fd) {
        return Objects.requireNonNull(files.get(fd), "fd " + fd + " is closed");
    }
}
