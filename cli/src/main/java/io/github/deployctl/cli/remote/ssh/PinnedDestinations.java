package io.github.deployctl.cli.remote.ssh;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.common.failure.FailureException;
import java.util.List;

/**
 * Trusts keys by their fingerprints and no others, on the hosts themselves; jump hosts are left to the known_hosts files.
 *
 * @param fingerprints {@code SHA256:...}
 */
public record PinnedDestinations(Destinations destinations, List<String> fingerprints) implements Destinations {
    public PinnedDestinations {
        requireNonNull(destinations, "destinations");
        fingerprints = List.copyOf(fingerprints);
    }

    @Override
    public Destination of(HostAddress host) throws FailureException {
        Destination to = destinations.of(host);
        return new Destination(
                to.host(),
                to.at(),
                to.hostKeys().pinnedTo(fingerprints),
                to.keys(),
                to.algorithms(),
                to.timing(),
                to.route());
    }
}
