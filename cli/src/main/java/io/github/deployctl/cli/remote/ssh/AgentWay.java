package io.github.deployctl.cli.remote.ssh;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.AgentChannel;
import io.github.deployctl.cli.remote.AgentPlace;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import java.io.IOException;
import net.schmizz.sshj.connection.channel.OpenFailException;
import net.schmizz.sshj.connection.channel.direct.Session;

/**
 * The way to an agent over a connection: a channel to its socket, or, where sshd opens none, a command that passes on to it.
 *
 * @param user who is logged in
 */
record AgentWay(HostAddress host, String user, AgentPlace place) {
    /** Opens it in a connection of {@code to}, which ends with it unless it goes back to {@code loans}. */
    AgentChannel open(Connected connected, Destination to, Loans loans) throws IOException, FailureException {
        try {
            StreamLocalChannel channel =
                    new StreamLocalChannel(connected.client().getConnection(), place.socket());
            channel.open();
            return loans.lend(to, connected, new SshChannel(connected, channel));
        } catch (OpenFailException e) {
            return loans.lend(to, connected, bridge(connected, e));
        }
    }

    private BridgeChannel bridge(Connected connected, OpenFailException refused) throws IOException, FailureException {
        try {
            // A server may forbid sessions as well.
            Session session = connected.client().startSession();
            return new BridgeChannel(connected, session.exec(place.bridge()), said -> noWay(refused, said));
        } catch (IOException e) {
            if (!connected.client().isConnected()) {
                throw e;
            }
            throw noWay(refused, "").asException();
        }
    }

    /** sshd gives the same answer for a socket that is not there, one that its user may not use, and forwarding that it forbids. */
    private Failure noWay(OpenFailException refused, String bridge) {
        String why = refused.getReason() == OpenFailException.Reason.ADMINISTRATIVELY_PROHIBITED
                ? "its sshd forbids forwarding to it"
                : "no agent listens there, or " + user + " may not reach it, or its sshd forbids forwarding to it";
        return Failure.of(
                        FailureCode.UNREACHABLE,
                        host.label() + " not reached: no way to the agent's socket " + place.socket() + ": " + why
                                + (bridge.isEmpty() ? "" : "; and a command instead of it " + bridge))
                .serving("nothing was changed on " + host.label())
                .hint("on " + host.label() + ": start the agent, check that " + user
                        + " may use the socket, and that sshd allows stream-local forwarding; or let"
                        + " deployctl setup " + host.label() + " --authorize KEY.pub do it");
    }
}
