package io.github.deployctl.agent.generation;

import io.github.deployctl.agent.generation.Generation.Candidate;
import io.github.deployctl.agent.generation.Generation.Draining;
import io.github.deployctl.agent.generation.Generation.Live;
import io.github.deployctl.agent.generation.Generation.Promoted;
import io.github.deployctl.agent.generation.Generation.Standby;
import io.github.deployctl.agent.generation.Generation.Stopping;
import io.github.deployctl.common.release.ReleaseId;
import java.util.ArrayList;
import java.util.List;

/** A step being put together; lives within one method. */
final class Transition {
    private final Generations before;
    private final List<Generation> members;
    private final List<Effect> effects = new ArrayList<>();
    private long lastNumber;
    private Goal goal;
    private int crashes;

    Transition(Generations before) {
        this.before = before;
        this.members = new ArrayList<>(before.members());
        this.lastNumber = before.lastNumber();
        this.goal = before.goal();
        this.crashes = before.crashes();
    }

    void launch(ReleaseId release, boolean recovery) {
        lastNumber++;
        members.add(new Candidate(lastNumber, release, recovery));
        effects.add(new Effect.Launch(lastNumber, release));
    }

    void replace(Generation next) {
        members.replaceAll(m -> m.number() == next.number() ? next : m);
    }

    /** It serves now: whatever served before it is older from here on, whatever their numbers. */
    void toTheEnd(Live next) {
        members.removeIf(m -> m.number() == next.number());
        members.add(next);
    }

    void drain(Draining next) {
        replace(next);
        effects.add(new Effect.Drain(next.number()));
    }

    void stop(Stopping next) {
        replace(next);
        effects.add(new Effect.Stop(next.number()));
    }

    void promote(Promoted next) {
        replace(next);
        effects.add(new Effect.MoveTraffic(next.number()));
    }

    void park(Standby next) {
        replace(next);
        effects.add(new Effect.Park(next.number()));
    }

    void remove(long number) {
        members.removeIf(m -> m.number() == number);
    }

    void goal(Goal next) {
        goal = next;
    }

    void crashes(int count) {
        crashes = count;
    }

    /** Has an effect begun again whose state was reached before. */
    void repeat(Effect effect) {
        effects.add(effect);
    }

    Generations state() {
        return new Generations(lastNumber, members, goal, crashes);
    }

    /** Ends a step in which the app may have lost the one that serves, or the last hope of one. */
    Step done() {
        boolean hadOne = before.live().isPresent() || before.incoming().isPresent();
        if (hadOne) {
            retryIfMissing();
        }
        return new Step(state(), effects);
    }

    /** Ends a step after which it is not known whether a retry is due already. */
    Step doneAnew() {
        retryIfMissing();
        return new Step(state(), effects);
    }

    private void retryIfMissing() {
        Generations after = state();
        if (after.isMissing()) {
            effects.add(new Effect.RetryAfter(Backoff.delay(after.crashes())));
        }
    }
}
