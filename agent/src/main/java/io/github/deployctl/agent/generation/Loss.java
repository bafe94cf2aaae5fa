package io.github.deployctl.agent.generation;

import io.github.deployctl.agent.generation.Generation.Candidate;
import io.github.deployctl.agent.generation.Generation.Draining;
import io.github.deployctl.agent.generation.Generation.Promoted;
import io.github.deployctl.agent.generation.Generation.Standby;
import io.github.deployctl.agent.generation.Generation.Stopping;
import io.github.deployctl.agent.generation.Generation.Waiting;
import io.github.deployctl.common.config.HandOver;
import java.util.Optional;

/** What follows when the app has lost one of its generations, or the agent that looked after them. A reading of one state; lives within one method. */
final class Loss {
    private final Generations now;

    Loss(Generations now) {
        this.now = now;
    }

    Step exited(long number, boolean steady) {
        if (now.find(number).filter(m -> !(m instanceof Waiting)).isEmpty()) {
            return now.nothing();
        }
        Optional<Generation.Live> unproven = now.onProbation(number);
        if (unproven.isPresent()) {
            return new Reversal(now, unproven.get()).exited();
        }
        return gone(number, steady ? 0 : now.crashes());
    }

    Step lost(long number) {
        return now.find(number).filter(m -> !(m instanceof Waiting)).isEmpty()
                ? now.nothing()
                : gone(number, now.crashes());
    }

    private Step gone(long number, int crashes) {
        Transition transition = new Transition(now);
        transition.crashes(crashes);
        transition.remove(number);
        return transition.done();
    }

    Step retry(HandOver handOver) {
        if (!now.isMissing() || now.goal().release().isEmpty()) {
            return now.nothing();
        }
        Transition transition = new Transition(now);
        transition.launch(now.goal().release().get(), handOver, true);
        transition.crashes(now.crashes() + 1);
        return transition.done();
    }

    Step resume() {
        Optional<Waiting> waiting = now.only(Waiting.class).findFirst();
        if (waiting.isPresent()) {
            // Nobody is left who wants it; what made room for it serves again.
            return giveUp(waiting.get()).next().resume();
        }
        Transition transition = new Transition(now);
        now.only(Promoted.class).forEach(m -> transition.repeat(new Effect.MoveTraffic(m.number())));
        now.only(Draining.class).forEach(m -> transition.repeat(new Effect.Drain(m.number())));
        now.only(Standby.class).forEach(m -> transition.repeat(new Effect.Park(m.number())));
        now.only(Stopping.class).forEach(m -> transition.repeat(new Effect.Stop(m.number())));
        // Nobody is left who waits for it, and whether it was ready was never decided.
        now.only(Candidate.class).forEach(candidate -> transition.stop(candidate.stop()));
        return transition.doneAnew();
    }

    /** The one that waits is not wanted any more: what made room for it serves again, where it still can. */
    Step giveUp(Waiting waiting) {
        Transition transition = new Transition(now);
        transition.remove(waiting.number());
        if (now.goal().running()) {
            now.returnable().ifPresent(old -> transition.promote(old.promote()));
        }
        return transition.done();
    }
}
