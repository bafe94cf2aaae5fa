package io.github.deployctl.cli.remote.ssh;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Connections that are logged in and that nobody uses at the moment, for whoever comes next the same way: at most one for each {@link Destination}, and so one
 * with the same user, keys, jumps and trust. Their keep-alives go on. As with a ControlMaster of ssh(1), who is there was found out when it was opened.
 * Thread-safe.
 */
public final class KeptConnections implements AutoCloseable {
    private final Map<Destination, Connected> idle = new HashMap<>();
    private boolean closed;

    /** Returns what one command has of them. */
    public Loans loans() {
        return new Loans(this);
    }

    /** Returns one for the borrower alone; one that was lost meanwhile is none. */
    Optional<Connected> take(Destination to) {
        Connected connected;
        synchronized (this) {
            connected = idle.remove(to);
        }
        if (connected == null || connected.client().isConnected()) {
            return Optional.ofNullable(connected);
        }
        connected.close();
        return Optional.empty();
    }

    /** Takes one back that works. */
    void put(Destination to, Connected connected) {
        synchronized (this) {
            if (!closed && idle.putIfAbsent(to, connected) == null) {
                return;
            }
        }
        connected.close();
    }

    /** Ends all that are kept, and whatever comes back later. */
    @Override
    public void close() {
        List<Connected> all;
        synchronized (this) {
            closed = true;
            all = new ArrayList<>(idle.values());
            idle.clear();
        }
        all.forEach(Connected::close);
    }
}
