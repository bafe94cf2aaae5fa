package io.github.deployctl.agent.generation;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.agent.generation.Generation.Draining;
import io.github.deployctl.agent.generation.Generation.Live;
import io.github.deployctl.agent.generation.Generation.Promoted;
import io.github.deployctl.agent.generation.Generation.Standby;
import io.github.deployctl.agent.generation.Generation.Waiting;
import io.github.deployctl.common.config.HandOver;
import io.github.deployctl.common.release.ReleaseId;
import java.util.Optional;

/** What follows when the live generation has failed in its probation, dead or alive. A reading of one state; lives within one method. */
final class Reversal {
    private final Generations now;
    private final Live live;
    private final ReleaseId back;

    Reversal(Generations now, Live live) {
        this.now = now;
        this.live = live;
        this.back = requireNonNull(live.probation(), "on probation").back();
    }

    /** Returns the newest warm generation of the release to go back to. */
    Optional<Generation> warm() {
        return now.members().stream()
                .filter(m -> m.release().equals(back) && m.handOver().keepsStandby())
                .filter(m -> m instanceof Standby || m instanceof Draining)
                .reduce((older, newer) -> newer);
    }

    /** It still runs: it serves, as well as it can, until the other one does. Whatever is about to serve in its place anyway goes on. */
    Step failed(HandOver handOver) {
        if (isBeingReplaced()) {
            return now.nothing();
        }
        Transition transition = new Transition(now);
        now.incoming().ifPresent(transition::dismiss);
        transition.crashes(0);
        warm().flatMap(m -> now.returned(m.number()))
                .ifPresentOrElse(transition::promote, () -> transition.launch(back, handOver, false));
        return transition.done();
    }

    /** Its process has ended: nothing of it is in the way, and clients wait in the accept queue. */
    Step exited() {
        Transition transition = new Transition(now);
        transition.crashes(0);
        // Should the way back fail, that release is what a new start is for.
        transition.goal(now.goal().serving(back));
        if (!isBeingReplaced()) {
            now.incoming().ifPresent(transition::dismiss);
            warm().flatMap(m -> now.returned(m.number())).ifPresent(transition::promote);
        }
        transition.remove(live.number());
        return transition.done();
    }

    /** By what serves in a moment, or by a start of the very release that a way back would begin with. */
    private boolean isBeingReplaced() {
        return now.incoming()
                .filter(m -> m instanceof Promoted
                        || m instanceof Waiting
                        || (m.release().equals(back) && warm().isEmpty()))
                .isPresent();
    }
}
