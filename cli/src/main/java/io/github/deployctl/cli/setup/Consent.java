package io.github.deployctl.cli.setup;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.common.failure.FailureException;

/** Whoever decides what may be done to a host. */
public interface Consent {
    /**
     * Asked when the host has no Java and its distribution may have one.
     *
     * @return whether to install it; no lets the setup of the host fail
     */
    boolean isJavaWanted(HostAddress host);

    /**
     * Asked when what would be changed is known, and there is something.
     *
     * @return whether to go on; no means that to have looked was all
     * @throws FailureException when the host shall stay as it is
     */
    boolean isWanted(HostAddress host, int changes) throws FailureException;
}
