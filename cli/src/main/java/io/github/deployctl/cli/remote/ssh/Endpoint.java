package io.github.deployctl.cli.remote.ssh;

import static java.util.Objects.requireNonNull;

/**
 * Where an SSH server listens, and as whom to log in.
 *
 * @param name a host name or an address, IPv6 without brackets
 */
public record Endpoint(String name, int port, String user) {
    public Endpoint {
        requireNonNull(name, "name");
        requireNonNull(user, "user");
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
        }
    }
}
