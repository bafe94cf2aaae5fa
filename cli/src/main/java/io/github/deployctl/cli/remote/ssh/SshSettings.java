package io.github.deployctl.cli.remote.ssh;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.cli.host.HostAddress;

/**
 * The same way to log in for every host.
 *
 * @param user where the host's address names none
 */
public record SshSettings(String user, HostKeyRules hostKeys, KeyRules keys, Timing timing) implements Destinations {
    public SshSettings {
        requireNonNull(user, "user");
        requireNonNull(hostKeys, "hostKeys");
        requireNonNull(keys, "keys");
        requireNonNull(timing, "timing");
    }

    @Override
    public Destination of(HostAddress host) {
        String login = host.user() == null ? user : host.user();
        return new Destination(
                host, new Endpoint(host.host(), host.port(), login), hostKeys, keys, timing, Route.DIRECT);
    }
}
