package io.github.deployctl.cli.deploy;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What became of every host of a rollout, in order.
 *
 * @param afterwards what went wrong with what was run here after it, or null
 */
public record RolloutResult(
        List<HostOutcome> outcomes, @Nullable Failure afterwards) {
    public RolloutResult {
        outcomes = List.copyOf(outcomes);
    }

    /** One after which nothing went wrong. */
    public RolloutResult(List<HostOutcome> outcomes) {
        this(outcomes, null);
    }

    /** Returns the failure that ended the rollout, if one did. */
    public Optional<Failure> failure() {
        return outcomes.stream()
                .filter(HostOutcome.Failed.class::isInstance)
                .map(outcome -> ((HostOutcome.Failed) outcome).failure())
                .findFirst();
    }

    /** Returns whether some hosts changed and others should have. */
    public boolean isMixed() {
        return failure().isPresent() && outcomes.stream().anyMatch(HostOutcome::isChanged);
    }

    public boolean isChanged() {
        return outcomes.stream().anyMatch(HostOutcome::isChanged);
    }

    /** Returns 0, 3 when hosts now differ, or what the failure says, or what went wrong afterwards where nothing else did. */
    public int exitStatus() {
        return isMixed()
                ? FailureCode.MIXED.exitStatus()
                : failure()
                        .or(() -> Optional.ofNullable(afterwards))
                        .map(failure -> failure.code().exitStatus())
                        .orElse(0);
    }

    public List<HostAddress> changed() {
        return hosts(HostOutcome::isChanged);
    }

    /** Returns the hosts that are not as they were asked to be. */
    public List<HostAddress> left() {
        return hosts(outcome -> !outcome.isDone());
    }

    private List<HostAddress> hosts(Predicate<HostOutcome> which) {
        return outcomes.stream().filter(which).map(HostOutcome::host).toList();
    }
}
