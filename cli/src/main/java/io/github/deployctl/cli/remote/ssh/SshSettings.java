package io.github.deployctl.cli.remote.ssh;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.cli.remote.hostkey.KnownHosts;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to log in.
 *
 * @param user where the host's address names none
 * @param identities key files that were named; empty means the agent's keys, then the usual files
 * @param usualIdentities key files to try when none is named, those that exist
 * @param agentSocket of the ssh-agent, or null when there is none
 * @param connect for everything until the agent's socket is open: name lookup, connection, key exchange, login
 */
public record SshSettings(
        String user,
        List<Path> identities,
        List<Path> usualIdentities,
        @Nullable Path agentSocket,
        KnownHosts knownHosts,
        Deadline connect) {
    public SshSettings {
        requireNonNull(user, "user");
        identities = List.copyOf(identities);
        usualIdentities = List.copyOf(usualIdentities);
        requireNonNull(knownHosts, "knownHosts");
        requireNonNull(connect, "connect");
    }
}
