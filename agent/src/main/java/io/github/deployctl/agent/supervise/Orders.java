package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.generation.Generations;
import io.github.deployctl.agent.generation.Step;
import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.agent.release.Release;
import io.github.deployctl.agent.state.RunningProcess;
import io.github.deployctl.agent.supervise.Operation.Order;
import io.github.deployctl.common.config.BeforeStart;
import io.github.deployctl.common.config.HandOver;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.HistoryEntry;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.protocol.Timings;
import io.github.deployctl.common.release.ReleaseId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What can be asked of the app: checks a request against the live state, and begins it or says why not. For the owner thread. */
final class Orders {
    private final Surroundings around;
    private final Supervisor supervisor;
    private final Ledger ledger;
    private final Gate gate;
    private final RollbackTargets targets;

    Orders(Surroundings around, Supervisor supervisor, Ledger ledger, Gate gate) {
        this.around = around;
        this.supervisor = supervisor;
        this.ledger = ledger;
        this.gate = gate;
        this.targets = new RollbackTargets(around.store(), supervisor, ledger);
    }

    void push(Request.Deploy request, Order order) throws FailureException {
        gate.admit(order);
        Optional<Release> live =
                supervisor.now().live().flatMap(l -> around.store().find(l.release()));
        boolean same = live.filter(r -> r.artifact().equals(request.artifact())
                        && r.declaration().equals(request.declaration()))
                .isPresent();
        if (same) {
            alreadyLive(order);
            return;
        }
        gate.refuseBad(request, ledger.standings());
        try {
            around.preflight().descriptors(request.declaration());
            Path staged = around.store().locate(request.artifact());
            gate.beforeStarts().check(request.declaration());
            around.preflight()
                    .check(
                            request.declaration(),
                            staged,
                            around.preflight().environment(request.declaration().launch()));
            makeRoom(request.declaration().handOver());
            Release release = around.store().install(request.release(), request.artifact(), request.declaration());
            BeforeStart hook = request.declaration().startUp().beforeStart();
            if (hook == null) {
                launch(release.id(), order);
            } else {
                // Meanwhile the host may have changed, and the lease may have been taken away.
                gate.beforeStarts().run(hook, release, order, () -> {
                    gate.admit(order);
                    makeRoom(request.declaration().handOver());
                    launch(release.id(), order);
                });
            }
        } catch (IOException e) {
            throw Failure.of(FailureCode.NOT_DEPLOYED, "the release could not be installed: " + e.getMessage())
                    .hint("free space on the host, then push again")
                    .asException();
        } catch (FailureException e) {
            throw e.failure().serving(Operations.serving(supervisor.now())).asException();
        }
    }

    /** Returns the release that a rollback would go to, and changes nothing. */
    Release rollbackTarget(Request.RollBack request) throws FailureException {
        return targets.release(request);
    }

    void rollBack(Request.RollBack request, Order order) throws FailureException {
        long begun = supervisor.nanos();
        gate.admit(order);
        ReleaseId target = targets.of(request);
        Generations now = supervisor.now();
        if (now.live().filter(live -> live.release().equals(target)).isPresent()) {
            alreadyLive(order);
            return;
        }
        Optional<Generation> warm = now.members().stream()
                .filter(m -> m.release().equals(target) && m.handOver().keepsStandby())
                .filter(m -> m instanceof Generation.Standby || m instanceof Generation.Draining)
                .reduce((older, newer) -> newer);
        if (warm.isPresent()) {
            long number = warm.get().number();
            Operation operation = new Operation(order, Operation.Goes.backTo(number, target, liveRelease(now), begun));
            operation.because(request.reason());
            begin(operation, g -> g.returnTo(number));
        } else {
            HandOver handOver = handOverOf(target);
            if (!handOver.keepsStandby()) {
                order.sink()
                        .event(new Event.Note(
                                "handover: " + handOver + " keeps no standby; " + target + " is started anew"));
            }
            makeRoom(handOver);
            launch(target, order, request.reason());
        }
    }

    void restart(Order order) throws FailureException {
        gate.admit(order);
        Generations now = supervisor.now();
        if (!now.goal().running() || now.goal().release().isEmpty()) {
            throw Failure.of(FailureCode.NOT_DEPLOYED, "nothing was restarted: the app is not running")
                    .hint(now.goal().release().isEmpty() ? "deployctl push" : "deployctl start")
                    .asException();
        }
        ReleaseId release = now.goal().release().get();
        makeRoom(handOverOf(release));
        launch(release, order);
    }

    void start(Order order) throws FailureException {
        gate.admit(order);
        Generations now = supervisor.now();
        if (now.live().isPresent()) {
            alreadyLive(order);
        } else if (now.goal().release().isEmpty()) {
            throw Failure.of(FailureCode.NOT_DEPLOYED, "nothing was started: nothing was ever deployed here")
                    .hint("deployctl push")
                    .asException();
        } else {
            gate.refuseUnparked(handOverOf(now.goal().release().get()));
            launch(now.goal().release().get(), order);
        }
    }

    void stop(Order order) {
        Generations now = supervisor.now();
        Operations operations = supervisor.operations();
        operations.callOff("the app was stopped by " + order.by());
        gate.beforeStarts().end("the app was stopped by " + order.by());
        operations.begin(order, liveRelease(now));
        noteMaintenance(order);
        supervisor.apply(Generations::stop);
    }

    /** Ends with the connection of whoever asked when it is done, and with a failure when not. */
    void upgrade(String version, Order order) throws FailureException {
        gate.admit(order);
        supervisor.log("version " + version + " takes over, asked by " + order.by());
        recordUpgrade(order, null);
        try {
            supervisor.upgrade().giveWay();
        } catch (OsException e) {
            Failure why = Failure.of(
                            FailureCode.NOT_DEPLOYED, "the agent was not replaced and goes on: " + e.getMessage())
                    .serving(Operations.serving(supervisor.now()))
                    .hint("mend the agent's installation on the host, then try again");
            supervisor.log(why.message());
            recordUpgrade(order, why);
            throw why.asException();
        }
    }

    private void recordUpgrade(Order order, @Nullable Failure why) {
        ReleaseId live = liveRelease(supervisor.now());
        ledger.record(
                new HistoryEntry(around.clock().instant(), order.name(), order.by(), live, live, Timings.NONE, why));
    }

    /**
     * The client of {@code order} went away: what has not moved traffic yet is called off, the rest goes on. So does what has ended the old generation for
     * good: to start that anew would keep users waiting no less.
     */
    void abandon(Order order) {
        supervisor
                .operations()
                .holder()
                .filter(operation -> operation.order().equals(order))
                .filter(operation -> !operation.hasMadeRoom()
                        || supervisor.now().returnable().isPresent())
                .ifPresent(operation -> {
                    Failure why = Failure.of(
                            FailureCode.INTERRUPTED,
                            "the " + order.name() + " was called off: its client went away before the traffic moved");
                    supervisor.operations().blame(operation.number(), why);
                    supervisor.apply(now -> now.refused(operation.number()));
                });
    }

    private void noteMaintenance(Order order) {
        supervisor
                .interlude()
                .maintenance()
                .ifPresent(on -> order.sink()
                        .event(new Event.Note("maintenance is on " + on.describe()
                                + "; the agent answers until: deployctl maintenance off")));
    }

    /** The standby is a luxury; it goes before a launch is refused for want of memory. What runs alone takes the place of the live one in memory too. */
    private void makeRoom(HandOver handOver) throws FailureException {
        gate.refuseUnparked(handOver);
        Generations now = supervisor.now();
        Optional<RunningProcess> live = now.live()
                .filter(l -> handOver.overlaps() && l.handOver().overlaps())
                .flatMap(l -> supervisor.process(l.number()));
        if (live.isEmpty() || around.preflight().hasRoomBeside(live.get().serving())) {
            return;
        }
        if (now.standby().isEmpty()) {
            throw around.preflight().noRoomBeside(live.get().serving());
        }
        supervisor.log("memory is short: the standby generation is ended early");
        supervisor.apply(g -> g.standbyExpired(now.standby().get().number()));
    }

    private void launch(ReleaseId release, Order order) {
        launch(release, order, null);
    }

    private void launch(ReleaseId release, Order order, @Nullable String reason) {
        Generations now = supervisor.now();
        HandOver handOver = handOverOf(release);
        long number = now.lastNumber() + 1;
        Operation operation = new Operation(order, Operation.Goes.launching(number, release, liveRelease(now)));
        operation.because(reason);
        boolean waits = now.launch(release, handOver)
                .next()
                .find(number)
                .filter(Generation.Waiting.class::isInstance)
                .isPresent();
        now.live().filter(live -> waits).ifPresent(live -> {
            operation.makesRoom(live.number());
            operation.tell(new Event.Note("handover: restart: generation " + live.number()
                    + " is ended before the new one is started; connections wait meanwhile"));
        });
        begin(operation, g -> g.launch(release, handOver));
    }

    private HandOver handOverOf(ReleaseId release) {
        // One that is not on the host any more is told so when it is to be launched.
        return around.store()
                .find(release)
                .map(found -> found.declaration().handOver())
                .orElse(HandOver.ADOPT);
    }

    private void begin(Operation operation, Function<Generations, Step> transition) {
        if (operation.isRollback()) {
            supervisor
                    .now()
                    .live()
                    .ifPresent(live -> supervisor.operations().takenBack(live.number(), leaving(live, operation)));
        }
        supervisor.operations().begin(operation);
        noteMaintenance(operation.order());
        supervisor.apply(transition);
    }

    private static Failure leaving(Generation.Live live, Operation rollback) {
        return Failure.of(
                FailureCode.REVERTED,
                "release " + live.release() + " (generation " + live.number() + ") was taken back: "
                        + rollback.reason());
    }

    private void alreadyLive(Order order) {
        supervisor
                .now()
                .live()
                .ifPresent(live -> order.sink()
                        .reply(new Reply.Deployed(
                                live.release(), live.release(), live.number(), false, false, Timings.NONE)));
    }

    private static @Nullable ReleaseId liveRelease(Generations now) {
        return now.live().map(Generation::release).orElse(null);
    }
}
