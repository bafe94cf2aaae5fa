package io.github.deployctl.cli.plan;

import io.github.deployctl.cli.deploy.DeployPlan;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a push would do.
 *
 * @param hosts in the order of the push
 */
public record PushPlan(DeployPlan push, ArtifactContents contents, List<HostPlan> hosts) {
    /** The exit status of changes that wait to be made, for whoever asks to be told so. */
    public static final int PENDING = 30;

    public PushPlan {
        hosts = List.copyOf(hosts);
    }

    /** Returns the hosts on which something would change. */
    public List<HostAddress> pending() {
        return hosts.stream().filter(HostPlan::isPending).map(HostPlan::host).toList();
    }

    public boolean isRefused() {
        return hosts.stream().anyMatch(HostPlan::isRefused);
    }

    private Optional<Failure> failure() {
        return hosts.stream().map(HostPlan::failure).filter(Objects::nonNull).findFirst();
    }

    /** Returns {@code failed}, {@code refused}, {@code pending} or {@code unchanged}. */
    public String outcome() {
        if (failure().isPresent()) {
            return "failed";
        }
        return isRefused() ? "refused" : pending().isEmpty() ? "unchanged" : "pending";
    }

    /** Returns 0; what the first host says that was not asked to an end; or 1 where a push would be refused. */
    public int exitStatus() {
        return failure()
                .map(failure -> failure.code().exitStatus())
                .orElse(isRefused() ? FailureCode.NOT_DEPLOYED.exitStatus() : 0);
    }

    /** The same, but for {@value #PENDING} where all is well and there is something to do. */
    public int detailedExitStatus() {
        return exitStatus() == 0 && !pending().isEmpty() ? PENDING : exitStatus();
    }
}
