package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.launch.Errand;
import io.github.deployctl.agent.launch.Errands;
import io.github.deployctl.agent.os.ExitStatus;
import io.github.deployctl.agent.release.Release;
import io.github.deployctl.agent.supervise.Operation.Order;
import io.github.deployctl.common.config.BeforeStart;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.Durations;
import io.github.deployctl.common.failure.Evidence;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.HistoryEntry;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Timings;
import io.github.deployctl.common.release.ReleaseId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs what a push wants run on the host before its candidate is started: nothing has changed until that has succeeded. One at a time; the gate lets no other
 * change begin meanwhile. For the owner thread.
 */
final class BeforeStarts {
    private final Surroundings around;
    private final Supervisor supervisor;
    private final Ledger ledger;
    private final Errands errands;
    private @Nullable Running running;

    BeforeStarts(Surroundings around, Supervisor supervisor, Ledger ledger, Errands errands) {
        this.around = around;
        this.supervisor = supervisor;
        this.ledger = ledger;
        this.errands = errands;
    }

    private record Running(Order order, Errand errand) {}

    /** Goes on with the push. */
    interface Next {
        void go() throws FailureException;
    }

    /** Returns whose hook runs, if one does. */
    Optional<Order> underWay() {
        return Optional.ofNullable(running).map(Running::order);
    }

    /** Ends what runs, because of {@code why}; its push fails when it has ended. */
    void end(String why) {
        Running now = running;
        if (now != null) {
            now.errand().end(why);
        }
    }

    /** The client of {@code order} went away. */
    void abandon(Order order) {
        if (underWay().filter(order::equals).isPresent()) {
            end("its client went away");
        }
    }

    /** Makes sure that the host runs what {@code declaration} wants run. */
    void check(Declaration declaration) throws FailureException {
        if (declaration.startUp().beforeStart() != null) {
            around.preflight().allowsHooks(around.preflight().environment(declaration.launch()));
        }
    }

    /** Runs {@code hook}, then {@code next} where it succeeds. */
    void run(BeforeStart hook, Release release, Order order, Next next) throws IOException, FailureException {
        HookOutput output = new HookOutput(line -> {
            order.sink().event(new Event.HookPrinted(BeforeStart.NAME, line));
            around.log().accept(BeforeStart.NAME + ": " + line);
        });
        RedactedOutlet redacted = new RedactedOutlet(around.secrets(), output);
        Errand errand = errands.start(hook, release, told(order), redacted);
        running = new Running(order, errand);
        around.log().accept(BeforeStart.NAME + " of " + release.id() + " runs");
        around.loop()
                .after(
                        hook.timeout(),
                        () -> errand.end("it had not ended after " + Durations.format(hook.timeout())
                                + " (deadline hooks." + BeforeStart.NAME + ".timeout)"));
        Thread waiting = new Thread(
                () -> {
                    try {
                        ExitStatus status = errand.await();
                        redacted.end();
                        List<String> last = output.end();
                        // Whether its end was asked for is judged where that is asked: it may just have been.
                        around.loop().post(() -> ended(failure(errand, status, last), release, order, next));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                BeforeStart.NAME);
        waiting.setDaemon(true);
        waiting.start();
    }

    private Map<String, String> told(Order order) {
        return Map.of(
                "DEPLOYCTL_PREVIOUS",
                        Optional.ofNullable(live()).map(ReleaseId::value).orElse(""),
                "DEPLOYCTL_GENERATION", Long.toString(supervisor.now().lastNumber() + 1),
                "DEPLOYCTL_BY", order.by());
    }

    private static Optional<Failure> failure(Errand errand, ExitStatus status, List<String> last) {
        Optional<String> asked = errand.endAsked();
        if (asked.isEmpty() && status.equals(new ExitStatus.Exited(0))) {
            return Optional.empty();
        }
        String how = asked.map(why -> " was ended: " + why).orElse(" " + status.describe());
        Failure failure = Failure.of(FailureCode.NOT_DEPLOYED, "nothing was started: " + BeforeStart.NAME + how);
        return Optional.of(
                last.isEmpty()
                        ? failure
                        : failure.evidence(List.of(
                                new Evidence("the last that " + BeforeStart.NAME + " printed", last).narrow())));
    }

    private void ended(Optional<Failure> why, Release release, Order order, Next next) {
        running = null;
        try {
            if (why.isPresent()) {
                throw why.get()
                        .hint("mend hooks." + BeforeStart.NAME + " or what it needs on the host, then push again")
                        .asException();
            }
            next.go();
        } catch (FailureException e) {
            Failure failure = e.failure().serving(Operations.serving(supervisor.now()));
            Instant now = around.clock().instant();
            ledger.record(new HistoryEntry(now, order.name(), order.by(), release.id(), live(), Timings.NONE, failure)
                    .took(Duration.between(order.since(), now).toMillis()));
            order.sink().reply(new Reply.Failed(failure));
        }
    }

    private @Nullable ReleaseId live() {
        return supervisor.now().live().map(Generation::release).orElse(null);
    }
}
