package io.github.deployctl.cli.deploy;

import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.common.config.Declaration;
import java.time.Duration;

/** How long the agent's answer to something that moves traffic is waited for. */
public final class Patience {
    /**
     * On top of the declared timeouts. Those of the release that serves, or is gone back to, may be longer than the ones at hand; that the host itself is
     * still there is seen by keep-alives within seconds.
     */
    private static final Duration SLACK = Duration.ofMinutes(5);

    private Patience() {}

    /** Returns the sum of all that the agent may wait for, and then some. */
    public static Deadline of(Declaration declaration) {
        return new Deadline(
                "deploy.timeout = ready.timeout + drain.timeout + stop.timeout + 5m",
                declaration
                        .ready()
                        .timeout()
                        .plus(declaration.deadlines().drain())
                        .plus(declaration.deadlines().stop())
                        .plus(SLACK));
    }
}
