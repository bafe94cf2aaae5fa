package io.github.deployctl.common.protocol;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.config.BeforeStart;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.common.release.Checksum;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first line each way. */
public sealed interface Hello {
    /** The protocol this code speaks. A side that meets a peer whose range does not include it says so and closes. */
    int PROTOCOL = 1;

    /** What a client must know of an agent before it relies on it: one that is older would leave it out without a word, or not understand. */
    List<String> FEATURES = List.of(BeforeStart.NAME, Frames.DEFLATE);

    int minProtocol();

    int maxProtocol();

    default boolean isCompatible() {
        return minProtocol() <= PROTOCOL && PROTOCOL <= maxProtocol();
    }

    /**
     * From the agent, as soon as a connection is accepted.
     *
     * @param current the artifact of the release that serves, or would after a start, which need not be offered; null where there is none, it is damaged, or the
     *     agent does not say
     * @param features those of {@link #FEATURES} that this agent has; empty from one that is older than them
     */
    record AgentHello(
            int minProtocol,
            int maxProtocol,
            String version,
            AppName app,
            @Nullable Checksum current,
            List<String> features)
            implements Hello {
        /** One without features that does not say what is there. */
        public AgentHello(int minProtocol, int maxProtocol, String version, AppName app) {
            this(minProtocol, maxProtocol, version, app, null, List.of());
        }

        public AgentHello {
            requireNonNull(version, "version");
            requireNonNull(app, "app");
            features = features == null ? List.of() : List.copyOf(features);
        }
    }

    /** From the client, before its first request; it need not wait for the agent's. */
    record ClientHello(int minProtocol, int maxProtocol, String version, Caller caller) implements Hello {
        public ClientHello {
            requireNonNull(version, "version");
            requireNonNull(caller, "caller");
        }
    }
}
