package io.github.deployctl.cli.deploy;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.AgentSession;
import io.github.deployctl.cli.remote.Agents;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The same task on many hosts: one after another, and none after the first that fails. Used by one thread. */
public final class Rollout {
    private final Agents agents;
    private final Progress progress;

    public Rollout(Agents agents, Progress progress) {
        this.agents = agents;
        this.progress = progress;
    }

    /** Returns an outcome for each of {@code hosts}, in their order. What the task asks for goes by the locks that there are. */
    public RolloutResult run(List<HostAddress> hosts, HostTask task) {
        return each(hosts, host -> runOne(host, task));
    }

    /** Does so once every host has given its lease; where one does not, nothing is begun on any. */
    public RolloutResult run(List<HostAddress> hosts, HostTask task, LeaseWish wish) {
        try (LeasedHosts leased = LeasedHosts.take(agents, progress, wish, hosts)) {
            return refusal(leased, hosts, task)
                    .map(refusal -> refused(hosts, refusal))
                    .orElseGet(() -> each(hosts, host -> run(host, leased.session(host), task)));
        }
    }

    /** Does so, and runs what is to be run before a push once it has all leases. */
    public RolloutResult run(List<HostAddress> hosts, HostTask task, LeaseWish wish, PushHooks hooks)
            throws FailureException {
        LeaseWish needed = hooks.isBefore() ? wish.asBeforehand() : wish;
        try (LeasedHosts leased = LeasedHosts.take(agents, progress, needed, hosts)) {
            Optional<HostOutcome.Failed> refusal = refusal(leased, hosts, task);
            if (refusal.isPresent()) {
                return refused(hosts, refusal.get());
            }
            hooks.before();
            return each(hosts, host -> run(host, leased.session(host), task));
        }
    }

    /** Returns which host keeps all of it from being begun, and why. */
    private static Optional<HostOutcome.Failed> refusal(LeasedHosts leased, List<HostAddress> hosts, HostTask task) {
        if (leased.refusal().isPresent()) {
            return leased.refusal();
        }
        for (HostAddress host : hosts) {
            try {
                task.admit(host, leased.session(host));
            } catch (FailureException e) {
                Failure why = hosts.size() > 1 ? e.failure().serving("nothing was changed on any host") : e.failure();
                return Optional.of(new HostOutcome.Failed(host, why));
            }
        }
        return Optional.empty();
    }

    private RolloutResult refused(List<HostAddress> hosts, HostOutcome.Failed refusal) {
        List<HostOutcome> outcomes = new ArrayList<>();
        for (HostAddress host : hosts) {
            outcomes.add(host.equals(refusal.host()) ? refusal : new HostOutcome.Skipped(host));
        }
        outcomes.forEach(progress::finished);
        return new RolloutResult(outcomes);
    }

    private RolloutResult each(List<HostAddress> hosts, Function<HostAddress, HostOutcome> work) {
        List<HostOutcome> outcomes = new ArrayList<>();
        boolean failed = false;
        for (HostAddress host : hosts) {
            HostOutcome outcome = failed ? new HostOutcome.Skipped(host) : work.apply(host);
            failed |= !outcome.isDone();
            outcomes.add(outcome);
            progress.finished(outcome);
        }
        return new RolloutResult(outcomes);
    }

    private HostOutcome runOne(HostAddress host, HostTask task) {
        progress.begin(host, "connecting");
        try (AgentSession session = agents.open(host)) {
            return task.run(host, session, progress);
        } catch (FailureException e) {
            return new HostOutcome.Failed(host, e.failure());
        }
    }

    private HostOutcome run(HostAddress host, AgentSession session, HostTask task) {
        try {
            return task.run(host, session, progress);
        } catch (FailureException e) {
            return new HostOutcome.Failed(host, e.failure());
        }
    }
}
