package io.github.deployctl.agent.launch;

import io.github.deployctl.agent.os.Listeners;
import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.agent.os.PrivateListener;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.config.ProbeAddress;
import io.github.deployctl.common.config.ReadyCheck;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import java.util.Optional;

/**
 * Settles where a candidate answers the readiness request when that is an address of its own. Nobody listens there before it is launched, so an answer is
 * the candidate's and not that of the generation before it.
 */
final class OwnAddress {
    private final Listeners listeners;

    OwnAddress(Listeners listeners) {
        this.listeners = listeners;
    }

    /** Returns the address, its port chosen where the agent is to choose; nothing when a listener is asked, or nobody. */
    Optional<ProbeAddress> settle(ReadyCheck check) throws OsException, FailureException {
        ReadyCheck.HttpProbe http = check.http();
        ProbeAddress address = http == null ? null : http.address();
        if (address == null) {
            return Optional.empty();
        }
        if (address.isChosen()) {
            PrivateListener free = listeners.openPrivate();
            free.fd().close();
            return Optional.of(address.at(free.port()));
        }
        try {
            listeners.open(new ListenAddress(address.host(), address.port())).close();
            return Optional.of(address);
        } catch (OsException e) {
            throw Failure.of(
                            FailureCode.NOT_DEPLOYED,
                            "nothing was started: the candidate could not listen on " + address
                                    + " (ready.http.address): " + e.getMessage())
                    .hint(
                            "write port 0 there and let the app listen on the port in DEPLOYCTL_READY_PORT, which is another for each generation")
                    .asException();
        }
    }
}
