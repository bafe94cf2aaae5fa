package io.github.deployctl.cli.deploy;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.cli.artifact.Artifact;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.common.config.Declaration;
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

    /** Returns the release that every host will have. */
    public ReleaseId release() {
        return artifact.release();
    }
}
