package io.github.deployctl.agent.generation;

import io.github.deployctl.common.release.ReleaseId;
import java.util.Optional;

/**
 * What the operator last asked for and got.
 *
 * @param running whether the app should serve; a crash is answered with a new launch only then
 * @param release that served last, or would be started; empty before the first one went live
 */
public record Goal(boolean running, Optional<ReleaseId> release) {
    static final Goal NOTHING = new Goal(false, Optional.empty());

    Goal serving(ReleaseId which) {
        return new Goal(true, Optional.of(which));
    }

    Goal stopped() {
        return new Goal(false, release);
    }
}
