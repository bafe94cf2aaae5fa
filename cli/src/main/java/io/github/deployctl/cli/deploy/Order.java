package io.github.deployctl.cli.deploy;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.AgentSession;
import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.protocol.WireCodec;

/**
 * One request that changes what serves: roll back, restart, start, stop, and the last step of a deployment.
 *
 * @param doing what is told meanwhile, such as {@code rolling back}
 */
public record Order(Request request, Deadline deadline, String doing) implements HostTask {
    public Order {
        requireNonNull(request, "request");
        requireNonNull(deadline, "deadline");
        requireNonNull(doing, "doing");
    }

    @Override
    public HostOutcome run(HostAddress host, AgentSession session, Progress progress) throws FailureException {
        progress.begin(host, doing);
        boolean[] live = {false};
        try {
            Reply reply = session.ask(request, deadline, event -> {
                live[0] |= event instanceof Event.Live;
                progress.event(host, event);
            });
            return outcome(host, reply);
        } catch (FailureException e) {
            throw e.failure().code() == FailureCode.UNREACHABLE ? unknown(host, e.failure(), live[0]) : hinted(e);
        }
    }

    /** An agent of another version has no word for what is newer than it. */
    private static FailureException hinted(FailureException e) {
        Failure failure = e.failure();
        return failure.hint() == null && failure.message().contains(WireCodec.UNKNOWN)
                ? failure.hint("the agent there may be too old to be asked this: deployctl agent upgrade")
                        .asException()
                : e;
    }

    private HostOutcome outcome(HostAddress host, Reply reply) throws FailureException {
        if (reply instanceof Reply.Deployed deployed) {
            return new HostOutcome.Deployed(host, deployed, 0);
        }
        if (reply instanceof Reply.Stopped stopped) {
            return new HostOutcome.Stopped(host, stopped.release());
        }
        if (reply instanceof Reply.Confirmed confirmed) {
            return new HostOutcome.Confirmed(host, confirmed);
        }
        if (reply instanceof Reply.Maintained maintained) {
            return new HostOutcome.Maintained(host, maintained);
        }
        throw Failure.of(FailureCode.UNREACHABLE, host.label() + " gave an answer that does not fit the request")
                .asException();
    }

    /** The request was on its way when the host was lost. */
    private FailureException unknown(HostAddress host, Failure failure, boolean live) {
        String serving = live
                ? "traffic had moved already; the agent finishes by itself"
                : Unattended.of(request).whenLost(host.label());
        return failure.serving(serving).hint("deployctl status " + host.label()).asException();
    }
}
