package io.github.deployctl.cli.remote.ssh;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.common.failure.FailureException;

/** Finds out how a host is reached. Thread-safe. */
@FunctionalInterface
public interface Destinations {
    /**
     * Resolves a host.
     *
     * @throws FailureException ({@code CONFIG_INVALID}) when what is configured for it cannot be done
     */
    Destination of(HostAddress host) throws FailureException;
}
