package io.github.deployctl.adopter.listener;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All listeners that were handed over, and which of them a bind of the app means. */
public record Listeners(List<Listener> all) {
    public Listeners {
        all = List.copyOf(all);
    }

    /**
     * Reads entries separated by {@code ;}.
     *
     * @throws IllegalArgumentException if there is none, or one does not read as a listener
     */
    public static Listeners parse(String text) {
        List<Listener> listeners = new ArrayList<>();
        for (String entry : text.split(";", -1)) {
            listeners.add(Listener.parse(entry));
        }
        return new Listeners(listeners);
    }

    /**
     * The listener to adopt when the app binds: the one of this very address, else the one for any address. An app that binds the
     * wildcard is also given the only listener of the port: the agent holds that address, so the bind would fail.
     */
    @Nullable
    Listener match(InetAddress address, int port) {
        Listener candidate = null;
        int onThisPort = 0;
        for (Listener listener : all) {
            if (listener.port() != port) {
                continue;
            }
            if (listener.isFor(address)) {
                return listener;
            }
            onThisPort++;
            if (candidate == null || listener.isForAnyHost()) {
                candidate = listener;
            }
        }
        if (candidate == null || candidate.isForAnyHost()) {
            return candidate;
        }
        return address.isAnyLocalAddress() && onThisPort == 1 ? candidate : null;
    }

    /** Whether a listener of this port was handed over. */
    public boolean hasPort(int port) {
        for (Listener listener : all) {
            if (listener.port() == port) {
                return true;
            }
        }
        return false;
    }
}
