package io.github.deployctl.cli.plan;

import io.github.deployctl.cli.artifact.Artifact;
import io.github.deployctl.cli.artifact.Differences;
import io.github.deployctl.cli.deploy.DeployPlan;
import io.github.deployctl.cli.deploy.Progress;
import io.github.deployctl.cli.deploy.Recipes;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.plan.HostPlan.Action;
import io.github.deployctl.cli.plan.HostPlan.Found;
import io.github.deployctl.cli.plan.HostPlan.Origin;
import io.github.deployctl.cli.plan.HostPlan.Sending;
import io.github.deployctl.cli.remote.AgentSession;
import io.github.deployctl.cli.remote.Agents;
import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Installed;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.Checksum;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks one host after the other what a push would meet there. Every question is one that changes nothing, so that no lease is taken. Used by one thread. */
public final class Planner {
    private final DeployPlan plan;
    private final Differences differences;
    private final Agents agents;
    private final Progress progress;
    private final ArtifactContents contents;
    /** Hosts that have the same need the same. */
    private final Map<List<Checksum>, Sending> sendings = new HashMap<>();

    public Planner(DeployPlan plan, Differences differences, Agents agents, Progress progress) {
        this.plan = plan;
        this.differences = differences;
        this.agents = agents;
        this.progress = progress;
        this.contents = ArtifactContents.of(plan.artifact());
    }

    /** Returns the plan of each host, in the order in which they would be pushed to. */
    public PushPlan make() throws FailureException {
        plan.artifact().awaitRead();
        return new PushPlan(
                plan, contents, plan.hosts().stream().map(this::make).toList());
    }

    private HostPlan make(HostAddress host) {
        progress.begin(host, "connecting");
        try (AgentSession session = agents.open(host)) {
            plan.admit(host, session);
            progress.begin(host, "asking what a push would change");
            Reply.StatusReport status = ask(session, new Request.Status(), Reply.StatusReport.class);
            Reply.Examined examined = examine(session);
            return new HostPlan(host, found(host, session, status, examined), null);
        } catch (FailureException e) {
            return new HostPlan(host, null, e.failure());
        }
    }

    private Reply.Examined examine(AgentSession session) throws FailureException {
        Artifact artifact = plan.artifact();
        Request request =
                new Request.Examine(plan.declaration(), artifact.checksum(), artifact.size(), contents.feature());
        try {
            return ask(session, request, Reply.Examined.class);
        } catch (FailureException e) {
            if (e.failure().code() != FailureCode.USAGE) {
                throw e;
            }
            throw e.failure()
                    .hint("the agent there may be too old to be asked this: deployctl agent upgrade")
                    .asException();
        }
    }

    private Found found(HostAddress host, AgentSession session, Reply.StatusReport status, Reply.Examined examined)
            throws FailureException {
        Installed installed = examined.installed();
        Standing standing = new Standing(plan, status, examined);
        Action action = standing.action();
        boolean same =
                installed != null && installed.artifact().equals(plan.artifact().checksum());
        return new Found(
                action,
                installed == null ? null : new Origin(installed.release().value(), installed.size()),
                installed == null
                        ? Changes.NONE
                        : Changes.between(installed, plan.declaration(), same ? null : contents.components()),
                same || examined.held() ? new Sending(0, true) : sending(host, session, examined.bases()),
                standing.room(),
                action == Action.NOTHING ? List.of() : standing.refusals(),
                action == Action.NOTHING ? List.of() : standing.notes());
    }

    private Sending sending(HostAddress host, AgentSession session, List<Checksum> bases) throws FailureException {
        Sending known = sendings.get(bases);
        if (known != null) {
            return known;
        }
        long size = plan.artifact().size();
        // What a host fetches itself is not here, so nothing goes up.
        Sending sending = plan.provenance().origin() != null
                ? new Sending(0, true)
                : new Recipes(differences, host, session, progress)
                        .length(bases)
                        .map(length -> new Sending(length, true))
                        // The rest of a push that was cut off is sent, not all of it.
                        .orElse(new Sending(size, false));
        sendings.put(bases, sending);
        return sending;
    }

    private static <T extends Reply> T ask(AgentSession session, Request request, Class<T> expected)
            throws FailureException {
        Reply reply = session.ask(request, Deadline.ANSWER, event -> {});
        return Optional.of(reply)
                .filter(expected::isInstance)
                .map(expected::cast)
                .orElseThrow(() -> Failure.of(FailureCode.UNREACHABLE, "the agent gave an answer that does not fit")
                        .asException());
    }
}
