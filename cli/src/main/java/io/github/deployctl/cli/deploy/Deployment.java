package io.github.deployctl.cli.deploy;

import io.github.deployctl.cli.artifact.Artifact;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.AgentSession;
import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.cli.remote.Upload;
import io.github.deployctl.cli.text.Shown;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;

/** The recipe for one host: offer the artifact, send it if it is wanted, have it deployed. */
public final class Deployment implements HostTask {
    private final DeployPlan plan;

    public Deployment(DeployPlan plan) {
        this.plan = plan;
    }

    @Override
    public HostOutcome run(HostAddress host, AgentSession session, Progress progress) throws FailureException {
        long sent = stage(host, session, progress);
        Request deploy = new Request.Deploy(plan.release(), plan.artifact().checksum(), plan.declaration());
        HostOutcome outcome =
                new Order(deploy, Patience.of(plan.declaration()), "deploying").run(host, session, progress);
        return outcome instanceof HostOutcome.Deployed deployed
                ? new HostOutcome.Deployed(host, deployed.reply(), sent)
                : outcome;
    }

    /** Returns how many bytes went up. */
    private long stage(HostAddress host, AgentSession session, Progress progress) throws FailureException {
        Artifact artifact = plan.artifact();
        Long budget = plan.declaration().retention().maxBytes();
        if (budget != null && artifact.size() > budget) {
            progress.event(
                    host,
                    new Event.Note("the artifact alone has " + Shown.bytes(artifact.size())
                            + ", more than releases.max-size (" + Shown.bytes(budget)
                            + "): only what is in use and what a rollback goes to is kept beside it"));
        }
        progress.begin(host, "offering the artifact");
        try {
            Request.Stage offer = new Request.Stage(artifact.checksum(), artifact.size());
            Reply answer = session.ask(offer, Deadline.ANSWER, event -> progress.event(host, event));
            if (!(answer instanceof Reply.ArtifactWanted wanted)) {
                return expectPresent(host, answer, 0);
            }
            long offset = wanted.offset();
            if (offset < 0 || offset > artifact.size()) {
                throw odd(host);
            }
            progress.sending(host, offset, artifact.size());
            Reply verified = session.send(new Upload(
                    artifact.file(),
                    artifact.checksum(),
                    offset,
                    sent -> progress.sending(host, sent, artifact.size())));
            return expectPresent(host, verified, artifact.size() - offset);
        } catch (FailureException e) {
            Failure failure = e.failure();
            throw failure.serving() == null
                    ? failure.serving("nothing was changed on " + host.label()).asException()
                    : e;
        }
    }

    private static long expectPresent(HostAddress host, Reply answer, long sent) throws FailureException {
        if (answer instanceof Reply.ArtifactPresent) {
            return sent;
        }
        throw odd(host);
    }

    private static FailureException odd(HostAddress host) {
        return Failure.of(FailureCode.UNREACHABLE, host.label() + " gave an answer that does not fit the offer")
                .asException();
    }
}
