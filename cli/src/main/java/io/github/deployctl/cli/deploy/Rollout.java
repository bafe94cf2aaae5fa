package io.github.deployctl.cli.deploy;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.AgentSession;
import io.github.deployctl.cli.remote.Agents;
import io.github.deployctl.common.failure.FailureException;
import java.util.ArrayList;
import java.util.List;

/** The same task on many hosts: one after another, and none after the first that fails. Used by one thread. */
public final class Rollout {
    private final Agents agents;
    private final Progress progress;

    public Rollout(Agents agents, Progress progress) {
        this.agents = agents;
        this.progress = progress;
    }

    /** Returns an outcome for each of {@code hosts}, in their order. */
    public RolloutResult run(List<HostAddress> hosts, HostTask task) {
        List<HostOutcome> outcomes = new ArrayList<>();
        boolean failed = false;
        for (HostAddress host : hosts) {
            HostOutcome outcome = failed ? new HostOutcome.Skipped(host) : runOne(host, task);
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
}
