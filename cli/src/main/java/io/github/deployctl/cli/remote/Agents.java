package io.github.deployctl.cli.remote;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Hello;
import io.github.deployctl.common.release.AppName;

/**
 * The agents of one app, wherever they are.
 *
 * @param socket the agent's socket on each host
 * @param deadline for the hello
 */
public record Agents(Connector connector, AppName app, String socket, Hello.ClientHello hello, Deadline deadline) {
    public Agents {
        requireNonNull(connector, "connector");
        requireNonNull(app, "app");
        requireNonNull(socket, "socket");
        requireNonNull(hello, "hello");
        requireNonNull(deadline, "deadline");
    }

    /** Returns the same agents, reached in another way. */
    public Agents over(Connector way) {
        return new Agents(way, app, socket, hello, deadline);
    }

    /**
     * Opens a conversation with the agent on {@code host}.
     *
     * @throws FailureException {@code UNREACHABLE}, {@code AUTH_REFUSED}, or {@code CONFIG_INVALID} when the agent is another app's
     */
    public AgentSession open(HostAddress host) throws FailureException {
        AgentSession session =
                AgentSession.open(host, connector.connect(host, new AgentPlace(app, socket)), hello, deadline);
        if (!session.app().equals(app)) {
            session.close();
            throw Failure.of(
                            FailureCode.CONFIG_INVALID,
                            "the agent at " + socket + " on " + host.label() + " runs the app " + session.app()
                                    + ", deployctl.yml is about " + app)
                    .serving("nothing was changed on " + host.label())
                    .hint("check the keys app and socket in deployctl.yml")
                    .asException();
        }
        return session;
    }
}
