package io.github.deployctl.cli.remote.ssh;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.hostkey.HostKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What was decided about host keys while a command runs, so that nothing is asked twice. Thread-safe. */
public final class Decisions {
    private final Map<HostAddress, Set<HostKey>> accepted = new HashMap<>();
    private final Map<HostAddress, Set<HostKey>> strange = new HashMap<>();

    synchronized void accept(HostAddress host, HostKey key) {
        accepted.computeIfAbsent(host, ignored -> new HashSet<>()).add(key);
    }

    synchronized boolean isAccepted(HostAddress host, HostKey key) {
        return accepted.getOrDefault(host, Set.of()).contains(key);
    }

    /** Remembers a key that is not the pinned one; returns whether it is new. */
    synchronized boolean addStrange(HostAddress host, HostKey key) {
        return strange.computeIfAbsent(host, ignored -> new HashSet<>()).add(key);
    }

    /** Returns the keys that a host has shown and that are not pinned. */
    synchronized Set<HostKey> strange(HostAddress host) {
        return Set.copyOf(strange.getOrDefault(host, Set.of()));
    }
}
