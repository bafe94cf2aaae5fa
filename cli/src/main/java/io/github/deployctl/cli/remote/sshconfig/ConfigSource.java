package io.github.deployctl.cli.remote.sshconfig;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.common.failure.FailureException;

/** Knows what ssh_config(5) says of a host. Thread-safe. */
@FunctionalInterface
public interface ConfigSource {
    /**
     * Evaluates the configuration for a host; the user and the port that its address names win.
     *
     * @throws FailureException ({@code CONFIG_INVALID}) when it cannot be read, or only by guessing
     */
    Answer ask(HostAddress host) throws FailureException;
}
