package io.github.deployctl.agent.generation;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.release.ReleaseId;
import java.time.Instant;

/**
 * A live generation's time to prove itself, in which a failure takes the traffic back. There is one only where there is something to go back to.
 *
 * @param since when it went live
 * @param back the release to go back to: the one that served before it and has not failed
 * @param confirmed whether a person or a machine has said that it serves, or nobody has to
 */
public record Probation(Instant since, ReleaseId back, boolean confirmed) {
    public Probation {
        requireNonNull(since, "since");
        requireNonNull(back, "back");
    }

    Probation since(Instant later) {
        return new Probation(later, back, confirmed);
    }

    Probation confirm() {
        return new Probation(since, back, true);
    }
}
