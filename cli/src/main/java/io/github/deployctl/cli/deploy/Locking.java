package io.github.deployctl.cli.deploy;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.AgentSession;
import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;

/** Has a lease kept for a person, where this conversation has one. */
public record Locking(Request.Acquire request) implements HostTask {
    @Override
    public HostOutcome run(HostAddress host, AgentSession session, Progress progress) throws FailureException {
        progress.begin(host, "locking");
        if (session.ask(request, Deadline.ANSWER, event -> {}) instanceof Reply.Leased leased) {
            return new HostOutcome.Locked(host, leased.lease());
        }
        throw Failure.of(FailureCode.UNREACHABLE, host.label() + " gave an answer that does not fit")
                .asException();
    }
}
