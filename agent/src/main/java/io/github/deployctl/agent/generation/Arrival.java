package io.github.deployctl.agent.generation;

import io.github.deployctl.agent.generation.Generation.Draining;
import io.github.deployctl.agent.generation.Generation.Live;
import io.github.deployctl.agent.generation.Generation.Promoted;
import io.github.deployctl.agent.generation.Generation.Standby;
import io.github.deployctl.agent.generation.Generation.Waiting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What follows when one has come to serve: the one before it leaves and then stands by. A reading of one state; lives within one method. */
final class Arrival {
    private final Generations now;

    Arrival(Generations now) {
        this.now = now;
    }

    Step goLive(Promoted promoted, @Nullable Probation probation) {
        Transition transition = new Transition(now);
        transition.goal(now.goal().serving(promoted.release()));
        now.only(Live.class).forEach(old -> transition.drain(old.drain()));
        transition.toTheEnd(promoted.goLive(probation));
        List<Draining> draining = transition.state().only(Draining.class).toList();
        draining.stream()
                .limit(Math.max(0, draining.size() - Generations.MOST_DRAINING))
                .forEach(oldest -> transition.stop(oldest.stop()));
        return transition.done();
    }

    Step park(Draining draining) {
        boolean newerStandsBy = now.standby()
                .filter(s -> now.members().indexOf(s) > now.members().indexOf(draining))
                .isPresent();
        boolean wanted = now.goal().running() && draining.handOver().keepsStandby();
        boolean makesRoom = now.only(Waiting.class).findAny().isPresent();
        if (!wanted || newerStandsBy || makesRoom || isNeededLess(draining)) {
            return now.stopOne(draining.stop());
        }
        Transition transition = new Transition(now);
        now.only(Standby.class).forEach(old -> transition.stop(old.stop()));
        transition.park(draining.park());
        return transition.done();
    }

    /** As long as the live one has to prove itself, the place is for the one that would be gone back to. */
    private boolean isNeededLess(Draining draining) {
        return now.standby()
                .filter(m -> now.fallback().filter(m::equals).isPresent())
                .filter(m -> !m.release().equals(draining.release()))
                .isPresent();
    }
}
