package io.github.deployctl.agent.generation;

import io.github.deployctl.agent.generation.Generation.Candidate;
import io.github.deployctl.agent.generation.Generation.Draining;
import io.github.deployctl.agent.generation.Generation.Live;
import io.github.deployctl.agent.generation.Generation.Promoted;
import io.github.deployctl.agent.generation.Generation.Standby;
import io.github.deployctl.agent.generation.Generation.Stopping;
import io.github.deployctl.agent.generation.Generation.Waiting;
import io.github.deployctl.common.config.HandOver;
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

    /** Starts the next one, or lets it wait and has whatever is in its way leave. */
    void launch(ReleaseId release, HandOver handOver, boolean recovery) {
        lastNumber++;
        Waiting next = new Waiting(lastNumber, release, handOver, recovery);
        boolean beside = handOver.overlaps()
                && members.stream().allMatch(m -> m.handOver().overlaps());
        if (beside || members.isEmpty()) {
            members.add(next);
            start(next.admit());
            return;
        }
        for (Generation member : List.copyOf(members)) {
            if (member instanceof Live live) {
                drain(live.drain());
            } else if (member instanceof Standby standby) {
                stop(standby.stop());
            }
        }
        members.add(next);
    }

    void start(Candidate next) {
        replace(next);
        effects.add(new Effect.Launch(next.number(), next.release()));
    }

    /** What the agent began by itself gives way: a process is ended, a wish forgotten. */
    void dismiss(Generation recovery) {
        if (recovery instanceof Candidate candidate) {
            stop(candidate.stop());
        } else {
            remove(recovery.number());
        }
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
        if (members.size() == 1 && members.get(0) instanceof Waiting alone) {
            effects.add(new Effect.Admit(alone.number()));
        }
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
