package io.github.deployctl.adopter.listener;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The listening sockets of the app that are really the agent's, and on which socket they accept.
 *
 * <p>{@link #test}, {@link #accept} and {@link #apply} are called by threads of the app and never throw; the rest by the control
 * thread. One lock guards all of it, so an fd that is in the table cannot be closed, and its number not be given to
 * another file, while the file under it is exchanged.
 */
public final class Adoption
        implements BiPredicate<Integer, InetSocketAddress>, IntConsumer, IntFunction<@Nullable InetSocketAddress> {
    private final Listeners listeners;
    private final Kernel kernel;
    private final Exchange exchange;
    private final AdoptionEvents events;
    private final UndeclaredPorts undeclared;
    private final Map<Integer, Adopted> adopted = new TreeMap<>();
    private Serving serving = Serving.PRIVATE;

    Adoption(Listeners listeners, Kernel kernel, AdoptionEvents events) {
        this.listeners = listeners;
        this.kernel = kernel;
        this.exchange = new Exchange(kernel);
        this.events = events;
        this.undeclared = new UndeclaredPorts(events);
    }

    /** The adoption on this machine's kernel. */
    public static Adoption of(Listeners listeners, InternalCalls calls, AdoptionEvents events) {
        return new Adoption(listeners, new LinuxKernel(calls), events);
    }

    /** The app binds: adopts if the address is a listener's. If that fails, the JDK's own bind follows and says so to the app. */
    @Override
    public boolean test(Integer fd, InetSocketAddress address) {
        try {
            if (address.getPort() == 0 || !kernel.isStream(fd)) {
                return false;
            }
            Listener listener = listeners.match(address.getAddress(), address.getPort());
            if (listener == null) {
                undeclared.tell(address);
                return false;
            }
            return adopt(fd, listener, address);
        } catch (IOException | RuntimeException | LinkageError e) {
            events.failed("listener of port " + address.getPort() + " not adopted: " + e.getMessage());
            return false;
        }
    }

    /** The app closes an adopted fd. */
    @Override
    public synchronized void accept(int fd) {
        if (adopted.remove(fd) != null) {
            events.adopted(fds());
        }
    }

    /** The app asks for the address of an adopted fd. Null if it is not one any more. */
    @Override
    public synchronized @Nullable InetSocketAddress apply(int fd) {
        Adopted socket = adopted.get(fd);
        return socket == null ? null : socket.address();
    }

    /**
     * Lets all listeners, present and future, accept on the given socket. Does nothing where that is so already.
     *
     * @throws IOException if an fd could not be exchanged; then the others may have been
     */
    public synchronized void serve(Serving wanted) throws IOException {
        Iterator<Map.Entry<Integer, Adopted>> entries = adopted.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<Integer, Adopted> entry = entries.next();
            if (!exchange(entry.getKey(), entry.getValue().listener(), wanted)) {
                entries.remove();
            }
        }
        serving = wanted;
        events.adopted(fds());
    }

    /** Passes the state to one who must hear all changes from here on: none is made meanwhile. */
    public synchronized void describeTo(Observer observer) {
        observer.state(List.copyOf(names()), serving);
    }

    private synchronized boolean adopt(int fd, Listener listener, InetSocketAddress asked) throws IOException {
        InetAddress wildcard = kernel.wildcard(fd);
        Adopted socket = new Adopted(listener, Adopted.reported(asked, wildcard), kernel.sharesPort(fd));
        if (!Adopted.canBind(wildcard, asked.getAddress()) || isTaken(socket)) {
            return false;
        }
        requireSocket(listener, serving);
        exchange.replace(fd, listener.fd(serving));
        adopted.put(fd, socket);
        events.adopted(fds());
        events.bound(listener.name());
        return true;
    }

    /** Whether the app itself holds the address: its bind must then fail as it would without us, and the JDK's own will. */
    private boolean isTaken(Adopted wanted) {
        for (Map.Entry<Integer, Adopted> entry : adopted.entrySet()) {
            Adopted socket = entry.getValue();
            if (socket.excludes(wanted) && isThere(entry.getKey(), socket.listener())) {
                return true;
            }
        }
        return false;
    }

    /** A socket that the app is closing may have left the fd already, before the JDK closes that. */
    private boolean isThere(int fd, Listener listener) {
        long inode = kernel.socketInode(fd);
        return inode == kernel.socketInode(listener.publicFd()) || inode == kernel.socketInode(listener.privateFd());
    }

    /** Returns false if neither socket of the listener is under the fd: it was closed on a way that is not patched. */
    private boolean exchange(int fd, Listener listener, Serving wanted) throws IOException {
        long current = kernel.socketInode(fd);
        if (current == requireSocket(listener, wanted)) {
            return true;
        }
        if (current != requireSocket(listener, wanted.other())) {
            return false;
        }
        exchange.swap(fd, listener.fd(wanted.other()), listener.fd(wanted));
        return true;
    }

    private long requireSocket(Listener listener, Serving side) throws IOException {
        long inode = kernel.socketInode(listener.fd(side));
        if (inode == Kernel.NO_SOCKET) {
            throw new IOException("listener " + listener.name() + ": fd " + listener.fd(side) + " is no longer its "
                    + side.word() + " socket");
        }
        return inode;
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (Adopted socket : adopted.values()) {
            names.add(socket.listener().name());
        }
        return names;
    }

    private int[] fds() {
        int[] fds = new int[adopted.size()];
        int next = 0;
        for (int fd : adopted.keySet()) {
            fds[next++] = fd;
        }
        return fds;
    }

    /** Hears the state in one piece. */
    public interface Observer {
        void state(List<String> boundNames, Serving serving);
    }
}
