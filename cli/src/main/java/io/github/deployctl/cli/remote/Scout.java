package io.github.deployctl.cli.remote;

import io.github.deployctl.cli.host.HostAddress;

/** Goes to agents as a {@link Connector} does, and tells how far it came. Thread-safe. */
@FunctionalInterface
public interface Scout {
    Approach approach(HostAddress host, AgentPlace place);
}
