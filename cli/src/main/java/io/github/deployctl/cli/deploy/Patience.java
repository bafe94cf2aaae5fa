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
        Duration ready = declaration.ready().timeout();
        Duration stop = declaration.deadlines().stop();
        Duration drain = declaration.deadlines().drain();
        if (declaration.handOver().overlaps()) {
            return new Deadline(
                    "deploy.timeout = ready.timeout + drain.timeout + stop.timeout + 5m",
                    ready.plus(drain).plus(stop).plus(SLACK));
        }
        // The old one leaves, the new one is tried and ended, the old release is started again.
        return new Deadline(
                "deploy.timeout = drain.timeout + 2 stop.timeout + 2 ready.timeout + 5m",
                drain.plus(stop.multipliedBy(2)).plus(ready.multipliedBy(2)).plus(SLACK));
    }
}
