package io.github.deployctl.common.protocol;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.release.AppName;
import io.github.deployctl.common.release.Checksum;
import org.jspecify.annotations.Nullable;

/** The first line each way. */
public sealed interface Hello {
    /** The protocol this code speaks. A side that meets a peer whose range does not include it says so and closes. */
    int PROTOCOL = 1;

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
     */
    record AgentHello(
            int minProtocol,
            int maxProtocol,
            String version,
            AppName app,
            @Nullable Checksum current) implements Hello {
        /** One that does not say what is there. */
        public AgentHello(int minProtocol, int maxProtocol, String version, AppName app) {
            this(minProtocol, maxProtocol, version, app, null);
        }

        public AgentHello {
            requireNonNull(version, "version");
            requireNonNull(app, "app");
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
