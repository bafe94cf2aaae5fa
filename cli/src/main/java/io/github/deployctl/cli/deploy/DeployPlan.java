package io.github.deployctl.cli.deploy;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.cli.artifact.Artifact;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.AgentSession;
import io.github.deployctl.common.config.BeforeStart;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.release.ReleaseId;
import java.util.List;

/** What a push is about to do: this artifact, declared so, on these hosts in this order. */
public record DeployPlan(Artifact artifact, Declaration declaration, List<HostAddress> hosts, Provenance provenance) {
    /** One whose artifact is sent from here, without a signature. */
    public DeployPlan(Artifact artifact, Declaration declaration, List<HostAddress> hosts) {
        this(artifact, declaration, hosts, Provenance.PLAIN);
    }

    public DeployPlan {
        requireNonNull(artifact, "artifact");
        requireNonNull(declaration, "declaration");
        requireNonNull(provenance, "provenance");
        hosts = List.copyOf(hosts);
    }

    /**
     * Makes sure that an agent knows all that is declared: an older one would leave out what it does not know, and nobody would be told.
     *
     * @throws FailureException {@code NOT_DEPLOYED} where it does not
     */
    public void admit(HostAddress host, AgentSession session) throws FailureException {
        if (declaration.startUp().beforeStart() != null && !session.has(BeforeStart.NAME)) {
            throw Failure.of(
                            FailureCode.NOT_DEPLOYED,
                            "not deployed: the agent " + session.version() + " on " + host.label()
                                    + " does not know hooks." + BeforeStart.NAME
                                    + ", and would start the release without it")
                    .serving("nothing was changed on " + host.label())
                    .hint("deployctl agent upgrade " + host.label())
                    .asException();
        }
    }

    /** Returns the release that every host will have. */
    public ReleaseId release() {
        return artifact.release();
    }
}
