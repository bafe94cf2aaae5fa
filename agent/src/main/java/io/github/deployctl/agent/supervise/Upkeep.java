package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.generation.Generation.Live;
import io.github.deployctl.agent.generation.Step;
import io.github.deployctl.agent.maintenance.Answers;
import io.github.deployctl.agent.maintenance.Doorkeeper;
import io.github.deployctl.agent.state.MaintenanceFile.Saved;
import io.github.deployctl.agent.supervise.Operation.Order;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.HistoryEntry;
import io.github.deployctl.common.protocol.Maintain;
import io.github.deployctl.common.protocol.Maintenance;
import io.github.deployctl.common.protocol.Notice;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Timings;
import io.github.deployctl.common.release.ReleaseId;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Turns maintenance on and off when somebody asks for it. For the owner thread. */
final class Upkeep {
    private final Surroundings around;
    private final Supervisor supervisor;
    private final Interlude interlude;
    private final Ledger ledger;
    private final Gate gate;
    private final Farewells farewells;

    Upkeep(Surroundings around, Supervisor supervisor, Ledger ledger, Gate gate) {
        this.around = around;
        this.supervisor = supervisor;
        this.interlude = supervisor.interlude();
        this.ledger = ledger;
        this.gate = gate;
        this.farewells = new Farewells(around, supervisor);
    }

    void maintain(Maintain request, Order order) throws FailureException {
        gate.admit(order);
        Notice notice = request.notice();
        if (notice != null) {
            on(notice, request.message(), order);
        } else if (interlude.isOn()) {
            interlude.changing(order);
            letIn(request.message(), order);
        } else {
            order.sink().reply(new Reply.Maintained(false, null));
        }
    }

    private void on(Notice notice, @Nullable String message, Order order) throws FailureException {
        List<String> http = new HttpListeners(
                        supervisor.now(), interlude.release(supervisor.now()).orElse(null))
                .of(notice);
        Optional<Saved> before = interlude.saved();
        Maintenance next = new Maintenance(
                before.map(saved -> saved.maintenance().since())
                        .orElse(around.clock().instant()),
                order.by(),
                message,
                notice.retryAfterSeconds(),
                http);
        if (before.filter(saved -> saved.notice().equals(notice)
                        && saved.maintenance().http().equals(http)
                        && Objects.equals(saved.maintenance().message(), message))
                .isPresent()) {
            order.sink().reply(new Reply.Maintained(false, before.get().maintenance()));
            return;
        }
        try {
            new Answers(notice);
            interlude.begin(new Saved(next, notice));
        } catch (IllegalArgumentException e) {
            throw Failure.of(FailureCode.USAGE, "maintenance was not changed: the page: " + e.getMessage())
                    .asException();
        } catch (IOException e) {
            throw Failure.of(
                            FailureCode.NOT_DEPLOYED,
                            "maintenance was not changed: it could not be noted: " + e.getMessage())
                    .serving(Operations.serving(supervisor.now()))
                    .hint("free space on the host, then try again")
                    .asException();
        }
        Optional<Live> live = supervisor.now().live().filter(l -> before.isEmpty());
        if (live.isEmpty()) {
            isOn(order);
            order.sink().reply(new Reply.Maintained(true, next));
            return;
        }
        interlude.changing(order);
        long number = live.get().number();
        ask(answer -> around.adopters().drain(number, answer::accept), error -> left(number, error, order));
    }

    /** The live one was told to leave the listeners. */
    private void left(long number, @Nullable String error, Order order) {
        Optional<Live> live = supervisor.now().live().filter(l -> l.number() == number);
        if (error != null && live.isPresent()) {
            around.adopters().live(number, nobody -> {});
            Failure why = Failure.of(
                            FailureCode.NOT_DEPLOYED,
                            "maintenance is not on: generation " + number + " did not leave the listeners: " + error)
                    .hint("try again; if it repeats, the JVM stands still: look at its memory and the host's");
            interlude.changing(null);
            end(order);
            record(order, null, why);
            order.sink().reply(new Reply.Failed(why.serving(Operations.serving(supervisor.now()))));
            return;
        }
        interlude.changing(null);
        isOn(order);
        if (live.isEmpty()) {
            order.sink().reply(reply());
        } else {
            farewells.begin(live.get(), order.sink(), () -> order.sink().reply(reply()));
        }
    }

    private void isOn(Order order) {
        String what = interlude.maintenance().map(Maintenance::describe).orElse("");
        record(order, interlude.maintenance().map(Maintenance::message).orElse(null), null);
        supervisor.say("maintenance is on " + what);
        supervisor.passed("maintenance-on");
        // Whoever is on probation is not judged meanwhile.
        supervisor.apply(now -> new Step(now, List.of()));
    }

    /** First the app accepts, and only then the agent does not. */
    private void letIn(@Nullable String message, Order order) {
        Optional<Live> live = supervisor.now().live();
        if (live.isEmpty()) {
            off(message, order);
            return;
        }
        long number = live.get().number();
        ask(answer -> around.adopters().live(number, answer::accept), error -> {
            boolean same = supervisor
                    .now()
                    .live()
                    .filter(now -> now.number() == number)
                    .isPresent();
            if (!same) {
                letIn(message, order);
            } else if (error == null) {
                off(message, order);
            } else {
                around.adopters().drain(number, nobody -> {});
                interlude.changing(null);
                Failure why = Failure.of(
                                FailureCode.NOT_DEPLOYED,
                                "maintenance is still on: generation " + number + " did not take the listeners: "
                                        + error)
                        .hint("try again; if it repeats: deployctl restart, which starts another process");
                record(order, message, why);
                order.sink().reply(new Reply.Failed(why));
            }
        });
    }

    private void off(@Nullable String message, Order order) {
        interlude.changing(null);
        if (!end(order)) {
            supervisor.now().live().ifPresent(live -> around.adopters().drain(live.number(), nobody -> {}));
            order.sink()
                    .reply(new Reply.Failed(Failure.of(
                                    FailureCode.NOT_DEPLOYED,
                                    "maintenance is still on: maintenance.json could not be removed")
                            .hint("mend the disk of the host, then try again")));
            return;
        }
        record(order, message, null);
        supervisor.say("maintenance is off, by " + order.by());
        // From now on it can show what it is worth.
        supervisor.apply(now -> now.live()
                .map(live -> now.judgedAnew(live.number(), around.clock().instant()))
                .orElseGet(() -> new Step(now, List.of())));
        supervisor.passed("maintenance-off");
        // Until then somebody may still get the page.
        supervisor.after(Doorkeeper.NOTICE, () -> order.sink().reply(new Reply.Maintained(true, null)));
    }

    private boolean end(Order order) {
        try {
            interlude.end();
            return true;
        } catch (IOException e) {
            supervisor.log("maintenance.json could not be removed, as asked by " + order.by() + ": " + e.getMessage());
            return false;
        }
    }

    /** Has an adopter do something, and hears of it once: what it says, or that it says nothing. */
    private void ask(Consumer<Consumer<@Nullable String>> command, Consumer<@Nullable String> then) {
        boolean[] answered = {false};
        Consumer<@Nullable String> once = error -> {
            if (!answered[0]) {
                answered[0] = true;
                then.accept(error);
            }
        };
        supervisor.after(Traffic.ADOPTER_TIMEOUT, () -> once.accept("no answer in 5s (deadline adopter.timeout)"));
        command.accept(error -> supervisor.post(() -> once.accept(error)));
    }

    private Reply.Maintained reply() {
        return new Reply.Maintained(true, interlude.maintenance().orElse(null));
    }

    private void record(Order order, @Nullable String message, @Nullable Failure why) {
        ReleaseId current = supervisor
                .now()
                .live()
                .map(Generation::release)
                .or(() -> supervisor.now().goal().release())
                .orElse(null);
        ledger.record(new HistoryEntry(
                around.clock().instant(),
                order.name(),
                order.by(),
                current,
                current,
                Timings.NONE,
                null,
                message,
                why));
    }
}
