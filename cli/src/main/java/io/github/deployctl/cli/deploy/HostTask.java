package io.github.deployctl.cli.deploy;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.AgentSession;
import io.github.deployctl.common.failure.FailureException;

/** What is done on one host; the same value is used for all of them. */
@FunctionalInterface
public interface HostTask {
    /**
     * Makes sure, before anything is begun on any host, that this one's agent can do it. Asks nothing of the agent but what its hello has said.
     *
     * @throws FailureException where it cannot
     */
    default void admit(HostAddress host, AgentSession session) throws FailureException {}

    /**
     * Does it.
     *
     * @return what became of the host; never {@link HostOutcome.Failed}, which is made of what is thrown
     */
    HostOutcome run(HostAddress host, AgentSession session, Progress progress) throws FailureException;
}
