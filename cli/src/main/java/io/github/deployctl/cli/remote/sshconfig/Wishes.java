package io.github.deployctl.cli.remote.sshconfig;

import io.github.deployctl.cli.host.HostAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says, which wins over every file.
 *
 * @param port of every host that is asked for, not of jump hosts
 * @param usualPort the same where none is written, or nothing
 * @param identities the only key files to use; for a jump host only where the configuration names none for it
 * @param knownHosts instead of all known_hosts files, or null
 * @param jumps to go through, instead of the configuration's; null leaves it to that
 * @param connect how long reaching a host may take, or null
 */
public record Wishes(
        OptionalInt port,
        OptionalInt usualPort,
        List<Path> identities,
        @Nullable Path knownHosts,
        @Nullable List<HostAddress> jumps,
        @Nullable Duration connect) {
    public Wishes {
        identities = List.copyOf(identities);
        jumps = jumps == null ? null : List.copyOf(jumps);
    }

    /** Returns the port to ask for, or nothing: the configuration's counts then. */
    OptionalInt portOf(HostAddress host) {
        if (port.isPresent()) {
            return port;
        }
        return host.writtenPort().isPresent() ? host.writtenPort() : usualPort;
    }
}
