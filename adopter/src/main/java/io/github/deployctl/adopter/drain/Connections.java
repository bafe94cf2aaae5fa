package io.github.deployctl.adopter.drain;

import java.io.FileDescriptor;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The connections that have been read from since the drain began, known by their {@code FileDescriptor} objects: such an object is
 * never used for a second connection, unlike the number in it, and takes its entry along when it goes. Safe for all threads, which
 * meet only where two connections fall into the same stripe.
 */
final class Connections {
    private static final int STRIPES = 64;

    private final Sockets sockets;
    private final List<Map<FileDescriptor, Connection>> stripes = new ArrayList<>();
    private volatile boolean open;

    Connections(Sockets sockets) {
        this.sockets = sockets;
        for (int i = 0; i < STRIPES; i++) {
            stripes.add(new WeakHashMap<>());
        }
    }

    /** Takes connections from now on. */
    void open() {
        open = true;
    }

    /** Takes no more, and lets go of all that can be let go of at once. */
    void close() {
        open = false;
        for (Map<FileDescriptor, Connection> stripe : stripes) {
            synchronized (stripe) {
                stripe.values().removeIf(Connection::release);
            }
        }
    }

    boolean isOpen() {
        return open;
    }

    boolean isEmpty() {
        for (Map<FileDescriptor, Connection> stripe : stripes) {
            synchronized (stripe) {
                if (!stripe.isEmpty()) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The connection, if it is known. */
    @Nullable
    Connection find(FileDescriptor fd) {
        Map<FileDescriptor, Connection> stripe = stripe(fd);
        synchronized (stripe) {
            return stripe.get(fd);
        }
    }

    /** The connection; null if it is not known and none is taken. */
    @Nullable
    Connection findOrAdd(FileDescriptor fd) {
        Map<FileDescriptor, Connection> stripe = stripe(fd);
        synchronized (stripe) {
            Connection connection = stripe.get(fd);
            // Asked in the lock: close has either not come to this stripe yet, or is seen here.
            if (connection == null && open) {
                connection = sockets.isOfListener(fd) ? ofListener(fd) : Connection.foreign();
                stripe.put(fd, connection);
            }
            return connection;
        }
    }

    void remove(FileDescriptor fd) {
        Map<FileDescriptor, Connection> stripe = stripe(fd);
        synchronized (stripe) {
            stripe.remove(fd);
        }
    }

    private Connection ofListener(FileDescriptor fd) {
        // Not the object itself: that would keep its entry for good.
        WeakReference<FileDescriptor> socket = new WeakReference<>(fd);
        return Connection.ofListener(() -> hasUnread(socket.get()));
    }

    private boolean hasUnread(@Nullable FileDescriptor fd) {
        return fd != null && sockets.hasUnread(fd);
    }

    private Map<FileDescriptor, Connection> stripe(FileDescriptor fd) {
        return stripes.get(fd.hashCode() & (STRIPES - 1));
    }
}
