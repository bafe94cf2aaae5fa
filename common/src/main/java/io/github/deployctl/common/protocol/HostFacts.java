package io.github.deployctl.common.protocol;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agent can tell of its host, as it is now. A figure that could not be read is 0.
 *
 * @param now by the host's clock
 * @param java that the app would be started with, or null where there is none
 * @param javaFeature its feature release
 * @param memory what is available to the agent and the app, in bytes
 * @param memoryReserve what must be left of it when two of the app's processes run, in bytes
 * @param disk what is free for artifacts, in bytes
 * @param diskReserve what must be left of it, in bytes
 * @param descriptors how many more the agent may open
 * @param backlog of the public listeners, as asked for
 * @param somaxconn that the kernel cuts it down to
 * @param ephemeralFirst the first of the ports that the kernel gives to whoever asks for none in particular
 * @param ephemeralLast the last of them
 */
public record HostFacts(
        Instant now,
        @Nullable String java,
        int javaFeature,
        long memory,
        long memoryReserve,
        long disk,
        long diskReserve,
        long descriptors,
        int backlog,
        int somaxconn,
        int ephemeralFirst,
        int ephemeralLast,
        List<Port> ports) {
    public HostFacts {
        requireNonNull(now, "now");
        ports = List.copyOf(ports);
    }

    /**
     * A declared port on which something listens.
     *
     * @param holder {@code pid 812 (nginx)}; empty where that cannot be seen
     * @param ours whether the agent holds it
     */
    public record Port(int port, String holder, boolean ours) {
        public Port {
            requireNonNull(holder, "holder");
        }
    }
}
