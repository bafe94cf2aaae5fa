package io.github.deployctl.agent.os;

import io.github.deployctl.common.config.ListenAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Imagined sockets. A port is in use while one descriptor of its socket is open, here or in a process that was said to hold it. */
public final class FakeListeners implements Listeners {
    private static final int FIRST_PRIVATE_PORT = 40000;
    private static final ProcessId SELF = new ProcessId(1, 1);

    private final Map<Long, ListenAddress> addresses = new HashMap<>();
    private final Map<Long, Integer> holders = new HashMap<>();
    private final Map<String, Long> elsewhere = new HashMap<>();
    private final List<Fd> restored = new ArrayList<>();
    private final Map<Long, AcceptQueue> queues = new HashMap<>();
    private final Set<Long> blocking = new HashSet<>();
    private @Nullable OsException refusal;
    private long lastInode = 1000;

    /** The next {@link #open} fails so. */
    public void refuseNext(OsException why) {
        refusal = why;
    }

    /** Says that a process has a listener of this fake's as its descriptor {@code number}. */
    public void holdIn(ProcessId process, int number, Fd listener) throws OsException {
        long inode = listener.inode();
        elsewhere.put(process + "/" + number, inode);
        holders.merge(inode, 1, Integer::sum);
    }

    /** Returns what was restored, in order. */
    public List<Fd> restored() {
        return List.copyOf(restored);
    }

    /** Tells whether a connect to the port would succeed. */
    public boolean isServed(int port) {
        return addresses.values().stream().anyMatch(address -> address.port() == port);
    }

    /** Says how the accept queue of an open port is from now on, until it is restored. */
    public void queue(int port, AcceptQueue queue) {
        queues.put(inode(port), queue);
    }

    /** Clears O_NONBLOCK of an open port, as any of its holders can. */
    public void makeBlocking(int port) {
        blocking.add(inode(port));
    }

    private long inode(int port) {
        return addresses.entrySet().stream()
                .filter(entry -> entry.getValue().port() == port)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody listens on " + port));
    }

    @Override
    public Fd open(ListenAddress address) throws OsException {
        OsException why = refusal;
        refusal = null;
        if (why != null) {
            throw why;
        }
        if (isServed(address.port())) {
            throw new OsException("bind " + address, "EADDRINUSE", "Address already in use");
        }
        addresses.put(++lastInode, address);
        return another(lastInode);
    }

    @Override
    public PrivateListener openPrivate() throws OsException {
        int port = FIRST_PRIVATE_PORT + (int) lastInode;
        return new PrivateListener(open(new ListenAddress("127.0.0.1", port)), port);
    }

    /** Says that this process was started with a listener of this fake's as its descriptor {@code number}. */
    public void passIn(int number, Fd listener) throws OsException {
        holdIn(SELF, number, listener);
    }

    @Override
    public Fd inherit(int number) throws OsException {
        Long inode = elsewhere.get(SELF + "/" + number);
        if (inode == null) {
            throw new OsException("inherit fd " + number, "EBADF", "Bad file descriptor");
        }
        return another(inode);
    }

    @Override
    public boolean isBoundTo(Fd listener, ListenAddress address) throws OsException {
        return address.equals(addresses.get(listener.inode()));
    }

    @Override
    public AcceptQueue queue(Fd listener) throws OsException {
        return queues.getOrDefault(listener.inode(), new AcceptQueue(true, 0, BACKLOG));
    }

    @Override
    public boolean isNonBlocking(Fd listener) throws OsException {
        return !blocking.contains(listener.inode());
    }

    @Override
    public void restore(Fd listener) throws OsException {
        blocking.remove(listener.inode());
        queues.computeIfPresent(listener.inode(), (inode, queue) -> new AcceptQueue(true, queue.waiting(), BACKLOG));
        restored.add(listener);
    }

    @Override
    public Fd take(ProcessId process, int number, ListenAddress address) throws OsException {
        String subject = "take fd " + number + " of " + process;
        Long inode = elsewhere.get(process + "/" + number);
        if (inode == null) {
            boolean known = elsewhere.keySet().stream().anyMatch(key -> key.startsWith(process + "/"));
            throw known
                    ? new OsException(subject, "EBADF", "Bad file descriptor")
                    : new OsException(subject, "ESRCH", "No such process");
        }
        if (!address.equals(addresses.get(inode))) {
            throw new OsException(subject, "EADDRNOTAVAIL", "it is bound to " + addresses.get(inode));
        }
        return another(inode);
    }

    @Override
    public void shutDown(Fd listener) {
        try {
            addresses.remove(listener.inode());
        } catch (OsException e) {
            return;
        }
        listener.close();
    }

    private Fd another(long inode) {
        holders.merge(inode, 1, Integer::sum);
        return new FakeFd(inode, () -> {
            if (holders.merge(inode, -1, Integer::sum) == 0) {
                addresses.remove(inode);
            }
        });
    }
}
