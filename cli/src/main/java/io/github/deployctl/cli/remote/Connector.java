package io.github.deployctl.cli.remote;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.common.failure.FailureException;

/** Opens channels to agents. */
@FunctionalInterface
public interface Connector {
    /**
     * Reaches the agent's socket on a host.
     *
     * @throws FailureException {@code UNREACHABLE} or {@code AUTH_REFUSED}; nothing has been sent to the agent then
     */
    AgentChannel connect(HostAddress host, AgentPlace place) throws FailureException;
}
