package io.github.deployctl.cli.deploy;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.cli.deploy.Aftercare.Wish;
import io.github.deployctl.cli.hook.HookVariable;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.AgentSession;
import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.cli.verify.Verification;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Lease;
import io.github.deployctl.common.protocol.Request;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The look from outside at a host on which the release has just gone live. It is done on a thread of its own, since the agent is still busy with the drain and
 * a confirmation does not wait for that. Told of events by the deploying thread, which also asks for the outcome.
 */
final class OutsideCheck implements Progress {
    private final Aftercare care;
    private final Declaration declaration;
    private final HostAddress host;
    private final Map<String, String> variables = new HashMap<>();
    private Event.@Nullable OnProbation trial;
    private volatile @Nullable Lease lease;
    private @Nullable Thread thread;
    private volatile @Nullable Failure failure;

    OutsideCheck(Aftercare care, DeployPlan plan, HostAddress host, String previous) {
        this.care = care;
        this.declaration = plan.declaration();
        this.host = host;
        variables.put(HookVariable.HOST.variable(), host.host());
        variables.put(HookVariable.APP.variable(), declaration.app().toString());
        variables.put(HookVariable.PREVIOUS.variable(), previous);
        variables.put(HookVariable.RELEASE.variable(), plan.release().value());
    }

    @Override
    public void event(HostAddress where, Event event) {
        if (event instanceof Event.Launched launched) {
            variables.put(HookVariable.RELEASE.variable(), launched.release().value());
        } else if (event instanceof Event.Live live) {
            begin(live.generation());
        } else if (event instanceof Event.OnProbation begun) {
            trial = begun;
        }
    }

    @Override
    public void begin(HostAddress where, String what) {
        // Nothing has gone live yet.
    }

    @Override
    public void sending(HostAddress where, long sent, long total) {
        // Nothing has gone live yet.
    }

    @Override
    public void finished(HostOutcome outcome) {
        // Whoever made the outcome has asked this.
    }

    /** What it asks of the agent is part of the deploy that holds this lease. */
    void under(Lease held) {
        lease = held;
    }

    /** Returns what the agent said that the release has before it. */
    Optional<Event.OnProbation> trial() {
        return Optional.ofNullable(trial);
    }

    /** Tells whether somebody else has to confirm it. */
    boolean isLeftToOthers() {
        return care.wishes().has(Wish.NO_CONFIRM);
    }

    /** Waits for the outcome, and returns what is wrong. */
    Optional<Failure> await() throws FailureException {
        Thread running = thread;
        try {
            if (running != null) {
                running.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.of(FailureCode.INTERRUPTED, "interrupted").asException();
        }
        return Optional.ofNullable(failure);
    }

    /** Ends it without an outcome. */
    void cancel() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** Looks at a generation that is live, unless that is being done already. */
    void begin(long generation) {
        boolean confirms = declaration.safetyNet().confirm() != null && !isLeftToOthers();
        if (thread != null || (care.verify().isEmpty() && !confirms)) {
            return;
        }
        Map<String, String> fixed = Map.copyOf(variables);
        thread = new Thread(
                () -> {
                    try {
                        Optional<Verification.Refusal> refusal = care.verify().isEmpty()
                                ? Optional.empty()
                                : care.verify().get().run(care.folder(), fixed);
                        if (refusal.isPresent()) {
                            failure = takeBack(generation, refusal.get());
                        } else if (confirms) {
                            ask(new Request.Confirm(generation));
                        }
                    } catch (FailureException e) {
                        failure = e.failure();
                    } catch (InterruptedException cancelled) {
                        Thread.currentThread().interrupt();
                    }
                },
                "verify-" + host.label());
        thread.setDaemon(true);
        requireNonNull(thread).start();
    }

    private Failure takeBack(long generation, Verification.Refusal refusal) {
        String reason = "verify " + refusal.reason();
        Failure told = Failure.of(FailureCode.REVERTED, "taken back: " + reason)
                .evidence(refusal.evidence())
                .hint("mend what it says, then push again");
        try {
            ask(new Request.RollBack(null, 0, generation, reason, false));
            return told.serving("the release before it serves again on " + host.label());
        } catch (FailureException e) {
            return Failure.of(
                            FailureCode.MIXED,
                            reason + ", and it was not taken back: "
                                    + e.failure().message())
                    .evidence(refusal.evidence())
                    .serving(e.failure().serving())
                    .hint(e.failure().hint());
        }
    }

    private void ask(Request request) throws FailureException {
        try (AgentSession session = care.agents().open(host)) {
            Lease held = lease;
            if (held != null && held.term() == Lease.Term.CONNECTION && request instanceof Request.RollBack) {
                session.hold(new Request.Join(held.number()));
            }
            Deadline deadline = request instanceof Request.Confirm ? Deadline.ANSWER : Patience.of(declaration);
            session.ask(request, deadline, event -> {});
        }
    }
}
