package io.github.deployctl.cli.remote.ssh;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.cli.host.HostAddress;

/**
 * One host with everything that a login there needs, resolved. Whatever a configuration says is in here; nobody looks at it again.
 *
 * @param host as it was asked for, and as messages call it
 * @param at where that is
 * @param algorithms that the configuration allows
 */
public record Destination(
        HostAddress host,
        Endpoint at,
        HostKeyRules hostKeys,
        KeyRules keys,
        Allowed algorithms,
        Timing timing,
        Route route) {
    public Destination {
        requireNonNull(host, "host");
        requireNonNull(at, "at");
        requireNonNull(hostKeys, "hostKeys");
        requireNonNull(keys, "keys");
        requireNonNull(algorithms, "algorithms");
        requireNonNull(timing, "timing");
        requireNonNull(route, "route");
    }

    /** Returns the name and port that known_hosts lines are compared with; an alias stands for itself, without a port. */
    public HostAddress knownAs() {
        return hostKeys.alias() == null
                ? new HostAddress(null, at.name(), at.port())
                : new HostAddress(null, hostKeys.alias(), HostAddress.SSH_PORT);
    }

    /** Returns the same host reached on another way. */
    public Destination by(Route way) {
        return new Destination(host, at, hostKeys, keys, algorithms, timing, way);
    }
}
