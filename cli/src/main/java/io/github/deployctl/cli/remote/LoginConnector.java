package io.github.deployctl.cli.remote;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.common.failure.FailureException;

/** Logs in to hosts, to run commands there. */
@FunctionalInterface
public interface LoginConnector {
    /**
     * Logs in.
     *
     * @throws FailureException {@code UNREACHABLE} or {@code AUTH_REFUSED}
     */
    RemoteLogin logIn(HostAddress host) throws FailureException;
}
