package io.github.deployctl.cli.deploy;

import io.github.deployctl.cli.artifact.Differences;
import io.github.deployctl.cli.deploy.Aftercare.Wish;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.AgentSession;
import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.fetch.Origin;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.protocol.Standing;
import java.time.Duration;
import java.util.Optional;

/** The recipe for one host: offer the artifact, send it if it is wanted, have it deployed. */
public final class Deployment implements HostTask {
    private final DeployPlan plan;
    private final Aftercare care;
    private final Differences differences;

    public Deployment(DeployPlan plan, Aftercare care, Differences differences) {
        this.plan = plan;
        this.care = care;
        this.differences = differences;
    }

    @Override
    public void admit(HostAddress host, AgentSession session) throws FailureException {
        plan.admit(host, session);
    }

    @Override
    public HostOutcome run(HostAddress host, AgentSession session, Progress progress) throws FailureException {
        long sent = session.holds(plan.artifact().checksum()) ? 0 : stage(host, session, progress);
        if (plan.provenance().origin() == null) {
            // The candidate's start leaves time for it.
            differences.remember();
        }
        Request deploy = new Request.Deploy(
                plan.release(),
                plan.artifact().checksum(),
                plan.declaration(),
                care.wishes().has(Wish.FORCE),
                plan.provenance().signature());
        String previous = care.verify().isEmpty() ? "" : current(session);
        OutsideCheck check = new OutsideCheck(care, plan, host, previous);
        session.lease().ifPresent(check::under);
        HostOutcome outcome = deploy(deploy, host, session, Progress.both(progress, check), check);
        if (!(outcome instanceof HostOutcome.Deployed deployed)) {
            return outcome;
        }
        if (!deployed.reply().changed()
                && isUnconfirmed(session, deployed.reply().generation())) {
            // Whoever pushed it was lost before it was confirmed.
            check.begin(deployed.reply().generation());
        }
        fail(check.await());
        Optional<Event.OnProbation> trial =
                check.trial().filter(begun -> deployed.reply().changed());
        if (trial.isPresent() && care.wishes().has(Wish.WATCH)) {
            watch(trial.get(), host, session, progress);
            trial = Optional.empty();
        }
        Event.OnProbation left = trial.map(begun -> check.isLeftToOthers() ? begun : confirmed(begun))
                .orElse(null);
        return new HostOutcome.Deployed(host, deployed.reply(), sent, left);
    }

    private HostOutcome deploy(
            Request deploy, HostAddress host, AgentSession session, Progress progress, OutsideCheck check)
            throws FailureException {
        try {
            return new Order(deploy, Patience.of(plan.declaration()), "deploying").run(host, session, progress);
        } catch (FailureException e) {
            if (e.failure().code() == FailureCode.REVERTED) {
                // It may have been the check that had it taken back, and then that knows better why.
                fail(check.await().filter(own -> own.code() == FailureCode.REVERTED));
            }
            check.cancel();
            throw e;
        }
    }

    /** Stays until the agent has said what became of it. */
    private void watch(Event.OnProbation trial, HostAddress host, AgentSession session, Progress progress)
            throws FailureException {
        progress.begin(host, "on probation");
        Duration longest =
                Duration.ofMillis(Math.max(trial.millis(), trial.confirmMillis() == null ? 0 : trial.confirmMillis()));
        session.ask(
                new Request.AwaitProbation(trial.generation()),
                new Deadline("probation + 1m", longest.plus(Duration.ofMinutes(1))),
                event -> progress.event(host, event));
    }

    private static Event.OnProbation confirmed(Event.OnProbation trial) {
        return new Event.OnProbation(trial.generation(), trial.back(), trial.millis(), null);
    }

    private static void fail(Optional<Failure> failure) throws FailureException {
        if (failure.isPresent()) {
            throw failure.get().asException();
        }
    }

    private boolean isUnconfirmed(AgentSession session, long generation) throws FailureException {
        if (plan.declaration().safetyNet().confirm() == null
                || !(session.ask(new Request.Status(), Deadline.ANSWER, event -> {})
                        instanceof Reply.StatusReport status)
                || status.standing() == null) {
            return false;
        }
        Standing.Trial trial = status.standing().probation();
        return trial != null && trial.generation() == generation && trial.confirmBy() != null;
    }

    /** Returns the release that serves before anything is done, or nothing. */
    private static String current(AgentSession session) throws FailureException {
        return session.ask(new Request.Status(), Deadline.ANSWER, event -> {}) instanceof Reply.StatusReport status
                        && status.current() != null
                ? status.current().value()
                : "";
    }

    /** Returns how many bytes went up. */
    private long stage(HostAddress host, AgentSession session, Progress progress) throws FailureException {
        try {
            Staging.Place place = new Staging.Place(host, session, progress);
            Origin origin = plan.provenance().origin();
            if (origin != null) {
                return new HostFetch(origin).stage(place);
            }
            plan.artifact().awaitRead();
            return new Staging(plan, differences, place).stage();
        } catch (FailureException e) {
            Failure failure = e.failure();
            throw failure.serving() == null
                    ? failure.serving("nothing was changed on " + host.label()).asException()
                    : e;
        }
    }
}
