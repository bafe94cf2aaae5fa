package io.github.deployctl.adopter.listener;

import java.net.InetSocketAddress;
import java.util.Set;
import java.util.TreeSet;

/** The fixed ports that the app has bound and nobody declared. Safe for all threads. */
final class UndeclaredPorts {
    /** An app that binds more is one that binds ports at random, and its set must not grow for ever. */
    private static final int LIMIT = 100;

    private final Set<String> seen = new TreeSet<>();
    private final AdoptionEvents events;

    UndeclaredPorts(AdoptionEvents events) {
        this.events = events;
    }

    /** Tells the address if it is seen for the first time. */
    void tell(InetSocketAddress address) {
        String host = address.getAddress().isAnyLocalAddress()
                ? "*"
                : address.getAddress().getHostAddress();
        if (isNew(host + " " + address.getPort())) {
            events.undeclared(host, address.getPort());
        }
    }

    private synchronized boolean isNew(String address) {
        return seen.size() < LIMIT && seen.add(address);
    }
}
