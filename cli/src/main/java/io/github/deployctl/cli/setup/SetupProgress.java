package io.github.deployctl.cli.setup;

import io.github.deployctl.cli.host.HostAddress;

/** Whoever watches. */
public interface SetupProgress {
    /** Something was found out, or is being done. */
    void said(HostAddress host, String line);

    /** From now on an end of this process leaves the host between the old and the new. */
    void changing(HostAddress host);

    /** Nothing more is done to the host. */
    void ended(HostAddress host);
}
