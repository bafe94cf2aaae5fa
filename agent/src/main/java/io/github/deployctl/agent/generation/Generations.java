package io.github.deployctl.agent.generation;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.agent.generation.Generation.Candidate;
import io.github.deployctl.agent.generation.Generation.Draining;
import io.github.deployctl.agent.generation.Generation.Live;
import io.github.deployctl.agent.generation.Generation.Promoted;
import io.github.deployctl.agent.generation.Generation.Standby;
import io.github.deployctl.agent.generation.Generation.Stopping;
import io.github.deployctl.agent.generation.Generation.Waiting;
import io.github.deployctl.common.config.HandOver;
import io.github.deployctl.common.release.ReleaseId;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All generations of the app at one instant. Immutable; each method answers something that happened with the next state and its effects.
 *
 * <p>Invariants: at most one is live, at most one is on its way there, at most one stands by. Nothing takes the live one's listeners away before another has
 * them, but a stop, or a launch that must wait until it is alone. One that fails in its probation
 * keeps them until the one before it has them. One whose release does not overlap has no process beside its own. While one waits, all
 * others are on their way out; when the last of them has gone, it is admitted. Only what an adopter holds stands by or is given the traffic back. What
 * happens to a generation that is not in the state for it (late, doubled, unknown) changes nothing. A launched process leaves the list only by its exit.
 *
 * @param lastNumber the highest number ever given
 * @param members in the order in which they came to serve, those that never did last
 * @param crashes launches in a row that were needed because the app ended by itself
 */
public record Generations(long lastNumber, List<Generation> members, Goal goal, int crashes) {
    /** An app that nothing was pushed to. */
    public static final Generations NONE = new Generations(0, List.of(), Goal.NOTHING, 0);

    /** How many may drain at a time; then the oldest is ended, so that a row of pushes cannot fill the host's memory. */
    static final int MOST_DRAINING = 2;

    public Generations {
        members = List.copyOf(members);
    }

    public Optional<Live> live() {
        return only(Live.class).findFirst();
    }

    /** Returns the one that is on its way to live: a {@link Waiting}, a {@link Candidate} or a {@link Promoted}. */
    public Optional<Generation> incoming() {
        return members.stream()
                .filter(m -> m instanceof Waiting || m instanceof Candidate || m instanceof Promoted)
                .findFirst();
    }

    /** Returns the one that served last, if all it takes to let it serve again is to move the traffic back. */
    public Optional<Draining> returnable() {
        return only(Draining.class)
                .filter(m -> m.handOver().isAdopted() && goal.release().equals(Optional.of(m.release())))
                .reduce((older, newer) -> newer);
    }

    public Optional<Standby> standby() {
        return only(Standby.class).findFirst();
    }

    public Optional<Generation> find(long number) {
        return members.stream().filter(m -> m.number() == number).findFirst();
    }

    /** Tells whether a deploy holds the place of the incoming one; a recovery does not, it gives way. */
    public boolean isBusy() {
        return incoming().isPresent() && recovery().isEmpty();
    }

    /** Returns the releases whose listeners must stay open: all that serve or may, without a new launch, a moment later. */
    public Set<ReleaseId> reachable() {
        Set<ReleaseId> reachable = new LinkedHashSet<>();
        if (goal.running()) {
            goal.release().ifPresent(reachable::add);
            members.stream().filter(m -> !(m instanceof Stopping)).forEach(m -> reachable.add(m.release()));
        }
        incoming().ifPresent(m -> reachable.add(m.release()));
        return reachable;
    }

    /** A push, restart, start or rollback wants a new process of {@code release}. */
    public Step launch(ReleaseId release, HandOver handOver) {
        if (isBusy()) {
            return nothing();
        }
        Transition transition = new Transition(this);
        recovery().ifPresent(transition::dismiss);
        transition.launch(release, handOver, false);
        transition.crashes(0);
        return transition.done();
    }

    /** A rollback wants the warm generation {@code number} back. */
    public Step returnTo(long number) {
        Optional<Promoted> promoted = returned(number);
        if (isBusy() || promoted.isEmpty()) {
            return nothing();
        }
        Transition transition = new Transition(this);
        recovery().ifPresent(transition::dismiss);
        transition.promote(promoted.get());
        return transition.done();
    }

    /** The place is free for the one that waits. */
    public Step admitted(long number) {
        if (members.size() != 1 || member(number, Waiting.class).isEmpty()) {
            return nothing();
        }
        Transition transition = new Transition(this);
        only(Waiting.class).forEach(waiting -> transition.start(waiting.admit()));
        return transition.done();
    }

    /** The candidate passed its readiness check. */
    public Step ready(long number) {
        return member(number, Candidate.class).map(this::promote).orElseGet(this::nothing);
    }

    /** The candidate will not do: a deadline passed, it said so itself, or the client went away. */
    public Step refused(long number) {
        return member(number, Candidate.class)
                .map(candidate -> stopOne(candidate.stop()))
                .or(() -> member(number, Waiting.class).map(new Loss(this)::giveUp))
                .orElseGet(this::nothing);
    }

    /**
     * The promoted one accepts on the public listeners.
     *
     * @param probation in which it has to prove itself, or null
     */
    public Step moved(long number, @Nullable Probation probation) {
        return member(number, Promoted.class)
                .map(promoted -> new Arrival(this).goLive(promoted, probation))
                .orElseGet(this::nothing);
    }

    /** Somebody has looked at the live one from outside and found it good. */
    public Step confirmed(long number) {
        return onProbation(number)
                .map(live -> keep(live.with(requireNonNull(live.probation()).confirm())))
                .orElseGet(this::nothing);
    }

    /** The live one's probation begins again at {@code since}: until then it could not show what it is worth. */
    public Step judgedAnew(long number, Instant since) {
        return onProbation(number).map(live -> keep(live.onProbation(since))).orElseGet(this::nothing);
    }

    /** The live one has stood its probation. */
    public Step proven(long number) {
        return onProbation(number).map(live -> keep(live.with(null))).orElseGet(this::nothing);
    }

    /**
     * The live one runs, and has failed in its probation.
     *
     * @param handOver of the release to go back to, should it have to be started
     */
    public Step failed(long number, HandOver handOver) {
        return onProbation(number)
                .map(live -> new Reversal(this, live).failed(handOver))
                .orElseGet(this::nothing);
    }

    /** Returns the live one, if it is {@code number} and has still to prove itself. */
    public Optional<Live> onProbation(long number) {
        return member(number, Live.class).filter(live -> live.probation() != null);
    }

    /** Returns the generation to which the traffic goes at once if the live one fails in its probation; without one the release is started anew. */
    public Optional<Generation> fallback() {
        return live().filter(live -> live.probation() != null).flatMap(live -> new Reversal(this, live).warm());
    }

    /** The promoted one could not be given the public listeners. */
    public Step moveFailed(long number) {
        return member(number, Promoted.class)
                .map(promoted -> stopOne(promoted.stop()))
                .orElseGet(this::nothing);
    }

    /** It has no connection left. */
    public Step drained(long number) {
        return member(number, Draining.class).map(new Arrival(this)::park).orElseGet(this::nothing);
    }

    /** It still had connections at the deadline, or could not be told to drain. */
    public Step drainExpired(long number) {
        return member(number, Draining.class)
                .map(draining -> stopOne(draining.stop()))
                .orElseGet(this::nothing);
    }

    /** It has stood by long enough. */
    public Step standbyExpired(long number) {
        return member(number, Standby.class)
                .map(standby -> stopOne(standby.stop()))
                .orElseGet(this::nothing);
    }

    /**
     * Its process has ended.
     *
     * @param steady whether it had been up long enough that this is no part of a row of crashes
     */
    public Step exited(long number, boolean steady) {
        return new Loss(this).exited(number, steady);
    }

    /** Its process has ended, and it is not to blame. */
    public Step lost(long number) {
        return new Loss(this).lost(number);
    }

    /** The operator, or the end of the agent, wants nothing to serve. */
    public Step stop() {
        Transition transition = new Transition(this);
        transition.goal(goal.stopped());
        only(Live.class).forEach(live -> transition.drain(live.drain()));
        only(Promoted.class).forEach(promoted -> transition.drain(promoted.drain()));
        only(Candidate.class).forEach(candidate -> transition.stop(candidate.stop()));
        only(Standby.class).forEach(standby -> transition.stop(standby.stop()));
        only(Waiting.class).forEach(waiting -> transition.remove(waiting.number()));
        return transition.done();
    }

    /**
     * The delay after a crash is over.
     *
     * @param handOver of the release that the goal names
     */
    public Step retry(HandOver handOver) {
        return new Loss(this).retry(handOver);
    }

    /** A new agent has read this state from disk: every effect that its predecessor may not have completed is due again. */
    public Step resume() {
        return new Loss(this).resume();
    }

    /** Tells whether the app should serve and neither does nor is about to. */
    boolean isMissing() {
        return goal.running() && live().isEmpty() && incoming().isEmpty();
    }

    /** Returns a warm one on its way back, if it is one. */
    Optional<Promoted> returned(long number) {
        return member(number, Standby.class)
                .map(Standby::promote)
                .or(() -> member(number, Draining.class)
                        .filter(m -> m.handOver().keepsStandby())
                        .map(Draining::promote));
    }

    Optional<Generation> recovery() {
        return incoming()
                .filter(m -> (m instanceof Candidate candidate && candidate.recovery())
                        || (m instanceof Waiting waiting && waiting.recovery()));
    }

    private Step promote(Candidate candidate) {
        Transition transition = new Transition(this);
        transition.promote(candidate.promote());
        return transition.done();
    }

    private Step keep(Live live) {
        Transition transition = new Transition(this);
        transition.replace(live);
        return transition.done();
    }

    Step stopOne(Stopping stopping) {
        Transition transition = new Transition(this);
        transition.stop(stopping);
        return transition.done();
    }

    Step nothing() {
        return new Step(this, List.of());
    }

    <T extends Generation> Stream<T> only(Class<T> state) {
        return members.stream().filter(state::isInstance).map(state::cast);
    }

    private <T extends Generation> Optional<T> member(long number, Class<T> state) {
        return only(state).filter(m -> m.number() == number).findFirst();
    }
}
