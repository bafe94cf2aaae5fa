package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.adoption.AdoptionListener;
import io.github.deployctl.agent.generation.Effect;
import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.generation.Generations;
import io.github.deployctl.agent.generation.Step;
import io.github.deployctl.agent.launch.Autopsy;
import io.github.deployctl.agent.launch.Candidate;
import io.github.deployctl.agent.os.ExitStatus;
import io.github.deployctl.agent.os.Processes;
import io.github.deployctl.agent.release.Release;
import io.github.deployctl.agent.state.RunningProcess;
import io.github.deployctl.agent.state.SavedState;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.release.ReleaseId;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Owns the live state. Each transition is written to disk first, then its effects begin; whatever they bring about comes back as another transition. The loop's
 * thread alone calls in here, except for {@link AdoptionListener} and {@link #now}.
 */
final class Supervisor implements Board, Effect.Performer, Trials.Jury, Traffic.Witness, AdoptionListener {
    /** An app that was up so long and then ended by itself is no part of a row of crashes. */
    private static final Duration STEADY = Duration.ofMinutes(1);

    private final Surroundings around;
    private final Ledger ledger;
    private final Operations operations;
    private final PublicListeners listeners;
    private final Trials trials;
    private final Traffic traffic;
    private final Coroner coroner;
    private final Map<ReleaseId, Release> releases = new HashMap<>();
    private final Map<Long, RunningProcess> processes = new HashMap<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Generations generations = Generations.NONE;
    private boolean ending;

    Supervisor(Surroundings around, Ledger ledger) {
        this.around = around;
        this.ledger = ledger;
        this.operations = new Operations(ledger, around.clock());
        this.listeners = new PublicListeners(around.listeners(), around.host(), around.log());
        this.coroner = new Coroner(around.host(), around.paths());
        Autopsy autopsy = new Autopsy(around.host(), around.processes());
        this.trials =
                new Trials(this, around.launcher(), around.adopters(), new Trials.Bench(autopsy, around.paths(), this));
        this.traffic = new Traffic(this, around.adopters(), around.host(), this);
    }

    Operations operations() {
        return operations;
    }

    PublicListeners listeners() {
        return listeners;
    }

    /** Goes on from where another agent stopped. */
    void resume(SavedState saved) {
        generations = saved.generations();
        processes.putAll(new Recovery(around, listeners).find(saved));
        for (Generation member : generations.members()) {
            RunningProcess process = processes.get(member.number());
            if (process == null) {
                apply(now -> now.exited(member.number(), false));
            } else {
                around.adopters().expect(member.number(), process.token());
                watchExit(member.number(), process);
            }
        }
        apply(Generations::resume);
        ledger.livePid(livePid());
    }

    /** Ends the app gracefully, and then the agent; the next agent starts the app again if it was running. */
    void end() {
        if (generations.goal().running()) {
            ledger.leaving();
        }
        ending = true;
        operations
                .holder()
                .ifPresent(operation -> operations.blame(
                        operation.number(),
                        Failure.of(
                                FailureCode.NOT_DEPLOYED,
                                "the " + operation.order().name() + " was called off: the agent was told to end")));
        apply(Generations::stop);
    }

    /** Waits, on any thread, until {@link #end} is through. */
    void awaitEnd() throws InterruptedException {
        ended.await();
    }

    @Override
    public Generations now() {
        return generations;
    }

    @Override
    public Optional<RunningProcess> process(long number) {
        return Optional.ofNullable(processes.get(number));
    }

    @Override
    public void processIs(long number, RunningProcess process) throws IOException {
        processes.put(number, process);
        ledger.write(generations, processes, listeners.addresses());
    }

    @Override
    public void apply(Function<Generations, Step> transition) {
        Generations before = generations;
        Step step = transition.apply(before);
        if (!step.next().equals(before)) {
            noteServed(before, step.next());
            try {
                ledger.write(step.next(), processes, listeners.addresses());
            } catch (IOException e) {
                if (refuse(before, step, e)) {
                    return;
                }
            }
            generations = step.next();
        }
        if (!before.live().equals(generations.live())) {
            liveChanged();
        }
        step.effects().forEach(effect -> effect.perform(this));
        operations.observe(generations);
        settle();
    }

    @Override
    public void post(Runnable task) {
        around.loop().post(task);
    }

    @Override
    public void afterIfStill(Generation generation, Duration delay, Runnable task) {
        around.loop().after(delay, () -> {
            // The very record, not an equal one: a generation can come into the same state twice.
            if (generations
                    .find(generation.number())
                    .filter(m -> m == generation)
                    .isPresent()) {
                task.run();
            }
        });
    }

    @Override
    public long nanos() {
        return around.loop().nanos();
    }

    @Override
    public void log(String line) {
        around.log().accept(line);
    }

    @Override
    public void launch(long number, ReleaseId id) {
        Optional<Release> release = release(id);
        if (release.isEmpty()) {
            operations.blame(
                    number, Failure.of(FailureCode.NOT_DEPLOYED, "release " + id + " is not on the host any more"));
            post(() -> apply(now -> now.exited(number, false)));
            return;
        }
        try {
            listeners.ensure(release.get().declaration().listeners());
            trials.launch(number, release.get(), listeners::get);
        } catch (FailureException e) {
            log(e.failure().message());
            operations.blame(number, e.failure());
            post(() -> apply(now -> now.exited(number, false)));
        }
    }

    @Override
    public void moveTraffic(long number) {
        trials.forget(number);
        generations.find(number).ifPresent(m -> {
            if (m instanceof Generation.Promoted promoted) {
                traffic.move(promoted);
            }
        });
    }

    @Override
    public void drain(long number) {
        Optional<Release> release = releaseOf(number);
        generations.find(number).ifPresent(m -> {
            if (m instanceof Generation.Draining draining && release.isPresent()) {
                traffic.drain(draining, release.get());
            }
        });
    }

    @Override
    public void park(long number) {
        Duration standby = releaseOf(number)
                .map(r -> r.declaration().deadlines().standby())
                .orElse(Duration.ZERO);
        generations
                .find(number)
                .ifPresent(parked -> afterIfStill(parked, standby, () -> apply(now -> now.standbyExpired(number))));
    }

    @Override
    public void stop(long number) {
        trials.forget(number);
        Optional<RunningProcess> process = process(number).filter(RunningProcess::isStarted);
        if (process.isEmpty()) {
            return;
        }
        around.processes().signal(process.get().process(), Processes.Signal.TERM);
        Duration timeout =
                releaseOf(number).map(r -> r.declaration().deadlines().stop()).orElse(Duration.ZERO);
        generations
                .find(number)
                .ifPresent(stopping -> afterIfStill(stopping, timeout, () -> {
                    log("generation " + number + " did not end within stop.timeout; it gets SIGKILL");
                    around.processes().signal(process.get().process(), Processes.Signal.KILL);
                }));
    }

    @Override
    public void retryAfter(Duration delay) {
        if (!ending) {
            around.loop().after(delay, this::retry);
        }
    }

    @Override
    public void launched(Candidate candidate) {
        long number = candidate.number();
        coroner.begin();
        watchExit(number, candidate.running());
        log("generation " + number + " of " + candidate.release().id() + " started as "
                + candidate.running().process());
        operations
                .of(number)
                .ifPresent(o -> o.tell(new Event.Launched(
                        number,
                        candidate.release().id(),
                        candidate.running().process().pid())));
    }

    @Override
    public void bound(long number, long millis) {
        operations.of(number).ifPresent(o -> o.tell(new Event.Bound(number, millis)));
    }

    @Override
    public void ready(long number, long millis) {
        operations.of(number).ifPresent(o -> {
            o.ready(millis);
            o.tell(new Event.Ready(number, millis));
        });
        apply(now -> now.ready(number));
    }

    @Override
    public void refused(long number, Failure why) {
        log(why.message());
        operations.blame(number, why);
        apply(now -> now.refused(number));
    }

    @Override
    public void moved(long number, long millis) {
        listeners.restore();
        operations.of(number).ifPresent(o -> {
            o.moved(millis, generations.live().map(Generation::number).orElse(0L));
            o.tell(new Event.Live(number, millis));
        });
    }

    @Override
    public void draining(Event.Draining event) {
        operations.draining(event);
    }

    @Override
    public void drained(Event.Drained event) {
        operations.drained(event);
    }

    @Override
    public void letGo() {
        settle();
    }

    @Override
    public void bound(long number, String name) {
        log("generation " + number + " holds listener " + name);
    }

    @Override
    public void adoptionFailed(long number, String reason) {
        post(() -> refused(
                number,
                Failure.of(
                        FailureCode.NOT_DEPLOYED, "candidate " + number + " cannot adopt its listeners: " + reason)));
    }

    @Override
    public void ignored(String what) {
        log("ignored: " + what);
    }

    private void watchExit(long number, RunningProcess process) {
        around.processes().onExit(process.process(), status -> post(() -> exited(number, status)));
    }

    private void exited(long number, ExitStatus status) {
        RunningProcess process = processes.get(number);
        Optional<Generation> member = generations.find(number);
        if (process == null || member.isEmpty()) {
            return;
        }
        trials.forget(number);
        around.adopters().forget(number);
        log("generation " + number + " " + status.describe());
        operations.blame(number, coroner.report(member.get(), status));
        boolean steady =
                Duration.between(process.since(), around.clock().instant()).compareTo(STEADY) >= 0;
        traffic.forget(number);
        processes.remove(number);
        apply(now -> now.exited(number, steady));
    }

    private void retry() {
        Generations now = generations;
        Optional<ReleaseId> release = now.goal().release();
        if (release.isPresent() && !now.retry().effects().isEmpty()) {
            operations.begin(Operation.recovery(
                    new Operation.Goes(now.lastNumber() + 1, release.get(), null, false),
                    around.clock().instant()));
            apply(Generations::retry);
        }
    }

    /** A decision that cannot be kept is not made; a fact that cannot be written is still a fact. Returns whether the step is off. */
    private boolean refuse(Generations before, Step step, IOException e) {
        Optional<Generation> incoming = step.next().incoming();
        boolean decision = !incoming.equals(before.incoming()) && incoming.isPresent();
        log("state.json could not be written: " + e.getMessage());
        if (!decision) {
            return false;
        }
        Failure why = Failure.of(
                        FailureCode.NOT_DEPLOYED, "the decision could not be written to disk: " + e.getMessage())
                .hint("free space on the host, then push again");
        operations.blame(incoming.get().number(), why);
        generations = before;
        post(() -> apply(now -> now.refused(incoming.get().number())));
        return true;
    }

    private void noteServed(Generations before, Generations next) {
        next.live().filter(live -> !before.live().equals(next.live())).ifPresent(live -> {
            boolean rollback = operations
                    .of(live.number())
                    .filter(o -> o.order().name().equals("rollback"))
                    .isPresent();
            ledger.served(live.release(), rollback ? before.live().map(Generation::release) : Optional.empty());
        });
    }

    private void liveChanged() {
        ledger.livePid(livePid());
        generations.live().ifPresent(live -> {
            int keep = releaseOf(live.number()).map(r -> r.declaration().keep()).orElse(Integer.MAX_VALUE);
            ledger.tidy(around.store(), live.release(), generations, keep);
            releases.keySet().retainAll(generations.reachable());
            log("generation " + live.number() + " (" + live.release() + ") is live");
        });
    }

    /** Closes the listeners that nothing needs, once nobody may still be accepting on them, and notices the end. */
    private void settle() {
        List<Optional<Release>> reachable =
                generations.reachable().stream().map(this::release).toList();
        // A release that cannot be read just now may need any of them.
        if (!traffic.isLettingGo() && reachable.stream().allMatch(Optional::isPresent)) {
            listeners.retain(reachable.stream()
                    .flatMap(Optional::stream)
                    .flatMap(release -> release.declaration().listeners().values().stream())
                    .collect(Collectors.toUnmodifiableSet()));
        }
        if (ending && generations.members().isEmpty()) {
            ended.countDown();
        }
    }

    /** Releases never change, so each is read once. */
    private Optional<Release> release(ReleaseId id) {
        Release known = releases.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Release> read = around.store().find(id);
        read.ifPresent(release -> releases.put(id, release));
        return read;
    }

    private Optional<RunningProcess> livePid() {
        return generations.live().flatMap(live -> process(live.number()));
    }

    private Optional<Release> releaseOf(long number) {
        return generations.find(number).flatMap(m -> release(m.release()));
    }
}
