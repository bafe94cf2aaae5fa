package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.adoption.AdoptionListener;
import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.generation.Generations;
import io.github.deployctl.agent.generation.Probation;
import io.github.deployctl.agent.generation.Step;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.state.RunningProcess;
import io.github.deployctl.agent.state.SavedState;
import io.github.deployctl.common.config.ProbeAddress;
import io.github.deployctl.common.protocol.Standing;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Owns the live state. Each transition is written to disk first, then its effects begin; whatever they bring about comes back as another transition. The loop's
 * thread alone calls in here, except where {@link Board} says otherwise.
 */
final class Supervisor implements Board {
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
    private final Exits exits;
    private final NewStart comeback;
    private final StateLine stateLine;
    private final Succession succession;
    private final Reverts reverts;
    private final Probations probations;
    private final Decisions decisions;
    private final Interlude interlude;
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
        this.interlude = new Interlude(this, around, listeners, releases);
        this.undeclared = new UndeclaredPorts(this, around.host(), releases);
        this.reports = new Reports(
                this,
                operations,
                new Proofs(this, around, operations, listeners, releases),
                new Looks(this, around, releases, undeclared));
        this.performance = new Performance(this, around, listeners, releases, reports);
        this.recorded = new Recorded(performance, around.faults());
        this.jvms = new ServingJvms(this, around.processes(), performance);
        this.decisions = new Decisions(this, operations);
        this.succession = new Succession(around, ledger, operations, releases);
        this.reverts = new Reverts(this, operations, releases, succession, around.clock());
        this.probations = new Probations(this, around, new Probations.Court(operations, releases, reverts));
        this.exits = new Exits(this, around, performance, new Exits.Told(operations, reports, undeclared, reverts));
        this.comeback = new NewStart(this, operations, releases, reverts, around.clock());
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
        interlude.read();
        succession.recordWhatIsMissing(generations);
        listeners.inherit(around.activation().names());
        saved.listeners().forEach(listeners::claim);
        passed("listeners-claimed");
        if (!ledger.hasLostTheState()) {
            listeners.closeStrays();
        }
        processes.putAll(new Recovery(around, listeners).find(saved));
        passed("processes-found");
        new Heritage(this, around, new Heritage.Heirs(performance, jvms, exits))
                .takeUp(saved, generations.members(), processes.isEmpty());
        passed("adopters-expected");
        apply(Generations::resume);
        interlude.takeUp(this::now);
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
        return new Upgrade(around, listeners, interlude);
    }

    Interlude interlude() {
        return interlude;
    }

    @Override
    public boolean isParked() {
        return interlude.isOn();
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

    Standing standing() {
        return probations.standing(generations, ledger.standings());
    }

    Probations probations() {
        return probations;
    }

    @Override
    public @Nullable Probation probation(long number) {
        return succession.probation(generations, number);
    }

    @Override
    public boolean isStandby(Generation generation) {
        return !succession.hasFailed(generation.release());
    }

    @Override
    public void answersAt(long number, ProbeAddress own) {
        probations.answersAt(number, own);
    }

    @Override
    public void forget(long number) {
        processes.remove(number);
        probations.forget(number);
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
        exits.begin(number, process.process());
        around.processes().onExit(process.process(), status -> post(() -> exits.exited(number, status)));
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
                if (decisions.calledOff(before, step.next(), e)) {
                    return;
                }
            }
            generations = step.next();
        }
        if (!before.live().map(Generation::number).equals(generations.live().map(Generation::number))) {
            liveChanged();
        }
        step.effects().forEach(effect -> effect.perform(recorded));
        probations.observe(generations);
        operations.observe(generations);
        reverts.observe(generations);
        interlude.observe(generations);
        stateLine.tell(generations);
        settle();
    }

    @Override
    public void retry() {
        comeback.retry();
    }

    @Override
    public void settle() {
        if (!performance.isLettingGo()) {
            interlude.addresses(generations).ifPresent(listeners::retain);
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
