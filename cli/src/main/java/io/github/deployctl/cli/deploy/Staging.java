package io.github.deployctl.cli.deploy;

import io.github.deployctl.cli.artifact.Artifact;
import io.github.deployctl.cli.artifact.Differences;
import io.github.deployctl.cli.deploy.Recipes.Recipe;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.AgentSession;
import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.cli.remote.Upload;
import io.github.deployctl.cli.text.Shown;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Frames;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.Checksum;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Brings the artifact to one host: not at all where it is there, as a recipe where the agent has another build of it, whole when in doubt. */
final class Staging {
    private static final int MOST_ROUNDS = 3;

    private final Artifact artifact;
    private final @Nullable Long budget;
    private final Differences differences;
    private final HostAddress host;
    private final AgentSession session;
    private final Progress progress;

    Staging(DeployPlan plan, Differences differences, Place place) {
        this.artifact = plan.artifact();
        this.budget = plan.declaration().retention().maxBytes();
        this.differences = differences;
        this.host = place.host;
        this.session = place.session;
        this.progress = place.progress;
    }

    /** Where it is to be brought. */
    record Place(HostAddress host, AgentSession session, Progress progress) {}

    /** Returns how many bytes went up. */
    long stage() throws FailureException {
        if (budget != null && artifact.size() > budget) {
            progress.event(
                    host,
                    new Event.Note("the artifact alone has " + Shown.bytes(artifact.size())
                            + ", more than releases.max-size (" + Shown.bytes(budget)
                            + "): only what is in use and what a rollback goes to is kept beside it"));
        }
        progress.begin(host, "offering the artifact");
        Reply answer = ask(new Request.Stage(artifact.checksum(), artifact.size(), true));
        if (answer instanceof Reply.BasesOffered offered) {
            return rebuild(offered.bases());
        }
        return answer instanceof Reply.ArtifactPresent ? 0 : send(answer);
    }

    private long rebuild(List<Checksum> bases) throws FailureException {
        Optional<Recipe> recipe = new Recipes(differences, host, session, progress).of(bases);
        if (recipe.isEmpty()) {
            return send(ask(new Request.Stage(artifact.checksum(), artifact.size())));
        }
        long total = recipe.get().length();
        progress.sending(host, 0, total);
        Reply rebuilt = session.rebuild(
                new Request.Rebuild(
                        artifact.checksum(), artifact.size(), recipe.get().base()),
                recipe.get().upload(sent -> progress.sending(host, sent, total)));
        if (rebuilt instanceof Reply.ArtifactPresent) {
            return total;
        }
        return total + send(ask(new Request.Stage(artifact.checksum(), artifact.size())));
    }

    /** Sends what the agent wants. Where that was the rest, and what was there before is not its beginning, the agent wants all of it next. */
    private long send(Reply answer) throws FailureException {
        long sent = 0;
        Reply next = answer;
        for (int i = 0; i < MOST_ROUNDS && next instanceof Reply.ArtifactWanted wanted; i++) {
            long offset = wanted.offset();
            if (offset < 0 || offset > artifact.size()) {
                throw odd();
            }
            progress.sending(host, offset, artifact.size());
            long[] travelled = {offset};
            next = session.send(new Upload(artifact, offset, session.has(Frames.DEFLATE), (now, total) -> {
                travelled[0] = now;
                progress.sending(host, now, total);
            }));
            sent += travelled[0] - offset;
        }
        if (!(next instanceof Reply.ArtifactPresent)) {
            throw odd();
        }
        return sent;
    }

    private Reply ask(Request request) throws FailureException {
        return session.ask(request, Deadline.ANSWER, event -> progress.event(host, event));
    }

    private FailureException odd() {
        return Failure.of(FailureCode.UNREACHABLE, host.label() + " gave an answer that does not fit the offer")
                .asException();
    }
}
