package io.github.deployctl.cli.remote;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.failure.Failure;
import org.jspecify.annotations.Nullable;

/**
 * How far somebody came who went to an agent's socket on a host.
 *
 * @param stage the one that failed, or {@link Stage#ARRIVED}
 * @param sight what was seen on the way
 * @param failure why it ended there; null exactly where it arrived
 * @param channel the open way, for the caller to close; null unless it arrived
 */
public record Approach(
        Stage stage,
        Sight sight,
        @Nullable Failure failure,
        @Nullable AgentChannel channel) {
    public Approach {
        requireNonNull(stage, "stage");
        requireNonNull(sight, "sight");
    }

    /** The steps, in order. */
    public enum Stage {
        /** What ssh_config(5) says of the host. */
        CONFIGURATION,
        /** A key to log in with. */
        KEYS,
        /** The connection, through every jump host, up to the key exchange. */
        CONNECTION,
        /** The key that the host shows. */
        HOST_KEY,
        LOGIN,
        /** The way from sshd to the socket. */
        WAY,
        ARRIVED
    }

    /**
     * What was seen of a host; each is empty where it did not come to that.
     *
     * @param server the name that its SSH server gives itself
     * @param hostKey type and fingerprint
     * @param user who is logged in
     */
    public record Sight(String server, String hostKey, String user) {
        public static final Sight NOTHING = new Sight("", "", "");
    }

    /** Returns whether it came past a stage. */
    public boolean isPast(Stage other) {
        return stage.compareTo(other) > 0;
    }
}
