package io.github.deployctl.cli.doctor;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.Approach;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Reply.Examined;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of one host.
 *
 * @param approach how far the way to its agent led
 * @param took that way, with the login
 * @param answers the agent's, or null
 * @param silence why there are none, where the way led to the agent; else null
 * @param unit what was asked of the host itself, where the agent did not answer; else null
 */
public record HostSight(
        HostAddress host,
        Approach approach,
        Duration took,
        @Nullable Answers answers,
        @Nullable Failure silence,
        @Nullable UnitSight unit) {
    public HostSight {
        requireNonNull(host, "host");
        requireNonNull(approach, "approach");
        requireNonNull(took, "took");
    }

    /**
     * What the agent said.
     *
     * @param examined null where it would not tell
     * @param refusal why not, or null
     * @param bridged whether a command on the host passed on what was said
     * @param ahead how far the host's clock is before the one here; negative where it is behind
     * @param doubt how far off that may be
     */
    public record Answers(
            Reply.StatusReport status,
            @Nullable Examined examined,
            @Nullable Failure refusal,
            boolean bridged,
            Duration ahead,
            Duration doubt) {
        public Answers {
            requireNonNull(status, "status");
            requireNonNull(ahead, "ahead");
            requireNonNull(doubt, "doubt");
        }
    }

    /** Returns the command that an administrator gives to have {@code command} run on the host as root. */
    String asRoot(String command) {
        String port = host.writtenPort().isPresent() ? "-p " + host.port() + " " : "";
        return "ssh " + port + "root@" + host.host() + " \"" + command + "\"";
    }
}
