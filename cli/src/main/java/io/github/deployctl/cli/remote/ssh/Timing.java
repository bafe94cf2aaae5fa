package io.github.deployctl.cli.remote.ssh;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.cli.remote.Deadline;
import java.time.Duration;

/**
 * How long is waited.
 *
 * @param connect for everything until what is wanted there is open, jumps included: name lookup, connection, key exchange, login
 * @param aliveSeconds how often a silent peer is asked whether it is there
 * @param aliveCount how many of those questions may stay unanswered
 */
public record Timing(Deadline connect, int aliveSeconds, int aliveCount) {
    /** A peer that has said nothing for 15 s is gone. */
    public static final int ALIVE_SECONDS = 5;

    public static final int ALIVE_COUNT = 3;

    public Timing {
        requireNonNull(connect, "connect");
        if (aliveSeconds < 1 || aliveCount < 1) {
            throw new IllegalArgumentException("a keep-alive must be sent now and then");
        }
    }

    /** Returns when a peer that answers none of these questions is gone, by the names under which ssh_config(5) has it. */
    Deadline alive() {
        return new Deadline(
                "ServerAliveInterval " + aliveSeconds + " x ServerAliveCountMax " + aliveCount,
                Duration.ofSeconds(aliveSeconds).multipliedBy(aliveCount));
    }
}
