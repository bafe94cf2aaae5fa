package io.github.deployctl.cli.deploy;

import io.github.deployctl.cli.artifact.Differences;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.AgentSession;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Request;

/** The recipe for one host: offer the artifact, send it if it is wanted, have it deployed. */
public final class Deployment implements HostTask {
    private final DeployPlan plan;
    private final Differences differences;

    public Deployment(DeployPlan plan, Differences differences) {
        this.plan = plan;
        this.differences = differences;
    }

    @Override
    public HostOutcome run(HostAddress host, AgentSession session, Progress progress) throws FailureException {
        long sent = stage(host, session, progress);
        // The candidate's start leaves time for it.
        differences.remember();
        Request deploy = new Request.Deploy(plan.release(), plan.artifact().checksum(), plan.declaration());
        HostOutcome outcome =
                new Order(deploy, Patience.of(plan.declaration()), "deploying").run(host, session, progress);
        return outcome instanceof HostOutcome.Deployed deployed
                ? new HostOutcome.Deployed(host, deployed.reply(), sent)
                : outcome;
    }

    /** Returns how many bytes went up. */
    private long stage(HostAddress host, AgentSession session, Progress progress) throws FailureException {
        try {
            return new Staging(plan, differences, new Staging.Place(host, session, progress)).stage();
        } catch (FailureException e) {
            Failure failure = e.failure();
            throw failure.serving() == null
                    ? failure.serving("nothing was changed on " + host.label()).asException()
                    : e;
        }
    }
}
