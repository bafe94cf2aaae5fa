package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.adoption.AdoptionListener;
import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.generation.Generations;
import io.github.deployctl.agent.generation.Step;
import io.github.deployctl.agent.os.ExitStatus;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.state.RunningProcess;
import io.github.deployctl.agent.state.SavedState;
import io.github.deployctl.common.config.HandOver;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.release.ReleaseId;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/**
 * Owns the live state. Each transition is written to disk first, then its effects begin; whatever they bring about comes back as another transition. The loop's
 * thread alone calls in here, except where {@link Board} says otherwise.
 */
final class Supervisor implements Board {
    /** An app that was up so long and then ended by itself is no part of a row of crashes. */
    private static final Duration STEADY = Duration.ofMinutes(1);

    private final Surroundings around;
    private final Ledger ledger;
    private final Operations operations;
    private final PublicListeners listeners;
    private final Releases releases;
    private final UndeclaredPorts undeclared;
    private final Reports reports;
    private final Performance performance;
    private final Recorded recorded;
    private final ServingJvms jvms;
    private final Coroner coroner;
    private final StateLine stateLine;
    private final Succession succession;
    private final Map<Long, RunningProcess> processes = new HashMap<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Generations generations = Generations.NONE;
    private boolean ending;

    Supervisor(Surroundings around, Ledger ledger) {
        this.around = around;
        this.ledger = ledger;
        this.operations = new Operations(ledger, around.clock());
        this.listeners = new PublicListeners(around);
        this.releases = new Releases(around.store());
        this.undeclared = new UndeclaredPorts(this, around.host(), releases);
        this.reports = new Reports(
                this,
                operations,
                new Proofs(this, around, operations, listeners, releases),
                new Looks(this, around, releases, undeclared));
        this.performance = new Performance(this, around, listeners, releases, reports);
        this.recorded = new Recorded(performance, around.faults());
        this.jvms = new ServingJvms(this, around.processes(), performance);
        this.succession = new Succession(around.store(), ledger, operations, releases);
        this.coroner = new Coroner(around.host(), around.paths());
        this.stateLine = new StateLine(around.service());
    }

    Operations operations() {
        return operations;
    }

    AdoptionListener adoptionListener() {
        return reports;
    }

    /** Goes on from where another agent stopped. */
    void resume(SavedState saved) {
        generations = saved.generations();
        listeners.inherit(around.activation().names());
        saved.listeners().forEach(listeners::claim);
        passed("listeners-claimed");
        if (!ledger.hasLostTheState()) {
            listeners.closeStrays();
        }
        processes.putAll(new Recovery(around, listeners).find(saved));
        passed("processes-found");
        for (Generation member : generations.members()) {
            RunningProcess process = processes.get(member.number());
            if (process == null) {
                Optional.ofNullable(saved.processes().get(member.number()))
                        .filter(RunningProcess::isStarted)
                        .ifPresent(recorded -> performance.sweep(member.number(), recorded));
                apply(now -> now.exited(member.number(), false));
            } else {
                around.adopters().expect(member.number(), process.token());
                watch(member.number(), process);
                jvms.resume(member.number(), process);
                performance.takeUp(member.number(), process);
            }
        }
        passed("adopters-expected");
        apply(Generations::resume);
        ledger.livePid(livePid());
        // The former agent may have died between its decision and what follows from it.
        generations.live().ifPresent(live -> succession.tidy(live, generations));
        passed("resumed");
    }

    /** Ends the app gracefully, and then the agent; the next agent starts the app again if it was running. */
    void end() {
        if (generations.goal().running()) {
            ledger.leaving();
        }
        ending = true;
        operations.callOff("the agent was told to end");
        apply(Generations::stop);
    }

    Upgrade upgrade() {
        return new Upgrade(around, listeners);
    }

    boolean isEnding() {
        return ending;
    }

    /** Waits, on any thread, until {@link #end} is through. */
    void awaitEnd() throws InterruptedException {
        ended.await();
    }

    boolean isFrozen(long number) {
        return performance.isFrozen(number);
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
        if (generations.live().filter(live -> live.number() == number).isPresent()) {
            ledger.livePid(livePid());
        }
    }

    @Override
    public void heldBy(long number, ProcessId jvm) {
        jvms.holds(number, jvm);
    }

    @Override
    public void after(Duration delay, Runnable task) {
        around.loop().after(delay, task);
    }

    @Override
    public void watch(long number, RunningProcess process) {
        coroner.begin();
        around.processes().onExit(process.process(), status -> post(() -> exited(number, status)));
    }

    @Override
    public void apply(Function<Generations, Step> transition) {
        Generations before = generations;
        Step step = transition.apply(before);
        if (!step.next().equals(before)) {
            succession.note(before, step.next());
            try {
                ledger.write(step.next(), processes, listeners.addresses());
            } catch (IOException e) {
                log("state.json could not be written: " + e.getMessage());
                if (isDecision(before, step.next())) {
                    callOff(step.next(), e);
                    return;
                }
            }
            generations = step.next();
        }
        if (!before.live().equals(generations.live())) {
            liveChanged();
        }
        step.effects().forEach(effect -> effect.perform(recorded));
        operations.observe(generations);
        stateLine.tell(generations);
        settle();
    }

    @Override
    public void retry() {
        Generations now = generations;
        Optional<ReleaseId> release = now.goal().release();
        if (release.isEmpty()) {
            return;
        }
        // One that is not on the host any more is told so when it is to be launched.
        HandOver handOver = releases.find(release.get())
                .map(found -> found.declaration().handOver())
                .orElse(HandOver.ADOPT);
        if (!now.retry(handOver).next().equals(now)) {
            operations.begin(Operation.recovery(
                    Operation.Goes.launching(now.lastNumber() + 1, release.get(), null),
                    around.clock().instant()));
            apply(g -> g.retry(handOver));
        }
    }

    @Override
    public void settle() {
        if (!performance.isLettingGo()) {
            releases.addresses(generations.reachable()).ifPresent(listeners::retain);
        }
        if (ending && generations.members().isEmpty() && !performance.isSweeping()) {
            ended.countDown();
        }
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
    public void say(String line) {
        log(line);
        stateLine.remark(line);
    }

    @Override
    public void passed(String step) {
        around.faults().pass(step);
    }

    private void exited(long number, ExitStatus status) {
        RunningProcess process = processes.get(number);
        Optional<Generation> member = generations.find(number);
        if (process == null || member.isEmpty()) {
            return;
        }
        log("generation " + number + " " + status.describe());
        passed("exited");
        boolean onTrial = member.get() instanceof Generation.Candidate;
        Failure why = coroner.report(member.get(), status);
        operations.blame(number, onTrial ? reports.explain(number, why) : why);
        performance.forget(number);
        undeclared.forget(number);
        performance.sweep(number, process);
        processes.remove(number);
        passed("forgotten");
        boolean steady =
                Duration.between(process.since(), around.clock().instant()).compareTo(STEADY) >= 0;
        apply(now -> now.exited(number, steady));
    }

    /** What somebody asked for can be refused; what has happened has happened, whether it can be written down or not. */
    private static boolean isDecision(Generations before, Generations next) {
        return next.incoming().isPresent() && !next.incoming().equals(before.incoming());
    }

    /** A decision that cannot be kept is not made. */
    private void callOff(Generations refused, IOException e) {
        long number = refused.incoming().map(Generation::number).orElse(0L);
        operations.blame(
                number,
                Failure.of(FailureCode.NOT_DEPLOYED, "the decision could not be written to disk: " + e.getMessage())
                        .hint("free space on the host, then push again"));
        post(() -> apply(now -> now.refused(number)));
    }

    private void liveChanged() {
        ledger.livePid(livePid());
        generations.live().ifPresent(live -> {
            succession.tidy(live, generations);
            log("generation " + live.number() + " (" + live.release() + ") is live");
        });
    }

    private Optional<RunningProcess> livePid() {
        return generations.live().flatMap(live -> process(live.number()));
    }
}
