package io.github.deployctl.cli.deploy;

import io.github.deployctl.common.protocol.Maintain;
import io.github.deployctl.common.protocol.Request;

/**
 * What is true of a host that was asked for a change and whose client has gone, be it that the person has interrupted it or that the connection is lost. Only what
 * starts a process is given up when nobody waits for it any more; all else is done with the request.
 */
public enum Unattended {
    DEPLOY(Standing.KEEPS, "the agent gives up unless traffic has moved"),
    STOP(" stops the app all the same", "it stops the app all the same if it was told in time"),
    CONFIRM(
            " may have its confirmation already; what serves there is not touched",
            "it may have its confirmation already; without one it goes back when the time for it is over"),
    MAINTENANCE_ON(
            " may be in maintenance already; the app keeps running",
            "it may be in maintenance already, then the agent answers until it is ended; the app keeps running"),
    MAINTENANCE_OFF(
            " may be out of maintenance already; the app keeps running",
            "it may be out of maintenance already; the app keeps running"),
    LOCK(" may be locked already; what serves there is not touched", "it may be locked already");

    private final String interrupted;
    private final String lost;

    Unattended(String interrupted, String lost) {
        this.interrupted = interrupted;
        this.lost = lost;
    }

    static Unattended of(Request request) {
        if (request instanceof Request.Stop) {
            return STOP;
        }
        if (request instanceof Request.Confirm) {
            return CONFIRM;
        }
        if (request instanceof Maintain maintain) {
            return maintain.notice() == null ? MAINTENANCE_OFF : MAINTENANCE_ON;
        }
        return DEPLOY;
    }

    /** Returns what is said when this process ends, after the host's name. */
    public String whenInterrupted() {
        return interrupted;
    }

    /** Returns what is said when the connection to a host was lost. */
    String whenLost(String host) {
        return "what serves on " + host + " is not known; " + lost;
    }
}
