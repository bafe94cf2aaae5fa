package io.github.deployctl.cli.remote.ssh;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.AgentChannel;
import io.github.deployctl.cli.remote.AgentPlace;
import io.github.deployctl.cli.remote.Alarm;
import io.github.deployctl.cli.remote.Connector;
import io.github.deployctl.cli.remote.LoginConnector;
import io.github.deployctl.cli.remote.RemoteLogin;
import io.github.deployctl.common.failure.FailureException;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.function.Consumer;
import net.schmizz.keepalive.KeepAliveRunner;
import net.schmizz.sshj.SSHClient;
import org.jspecify.annotations.Nullable;

/** One SSH connection per host: connect, check the host's key, log in, open what is wanted there. Thread-safe. */
public final class SshConnector implements Connector, LoginConnector {
    private final Destinations destinations;
    private final Operator operator;
    private final Consumer<String> talk;

    /**
     * Makes a connector that has not connected yet.
     *
     * @param talk gets what somebody who looks for a fault wants to know
     */
    public SshConnector(Destinations destinations, Operator operator, Consumer<String> talk) {
        this.destinations = destinations;
        this.operator = operator;
        this.talk = talk;
    }

    /** What is opened over a connection that is logged in. */
    @FunctionalInterface
    private interface Opening<T> {
        T open(Attempt attempt, Connected connected) throws IOException, FailureException;
    }

    @Override
    public AgentChannel connect(HostAddress host, AgentPlace place) throws FailureException {
        return enter(host, (attempt, connected) -> {
            AgentChannel channel = new AgentWay(host, attempt.openingSocket(), place).open(connected);
            talk.accept(host.label() + ": the way to " + place.socket() + " is open");
            return channel;
        });
    }

    @Override
    public RemoteLogin logIn(HostAddress host) throws FailureException {
        return enter(host, (attempt, connected) -> new SshLogin(host, connected));
    }

    private <T> T enter(HostAddress host, Opening<T> opening) throws FailureException {
        Destination to = destinations.of(host);
        while (true) {
            Attempt attempt = new Attempt(to, operator);
            try {
                return enter(attempt, to, opening);
            } catch (FailureException e) {
                if (!attempt.isWorthAnother()) {
                    throw e;
                }
            }
        }
    }

    private <T> T enter(Attempt attempt, Destination to, Opening<T> opening) throws FailureException {
        Socket socket = new Socket();
        SSHClient client = new SSHClient(Algorithms.config());
        @Nullable SshAgent agent = agent(to.keys().agentSocket());
        Alarm alarm = Alarm.set(to.timing().connect(), () -> end(socket, agent));
        talk.accept(attempt.intention());
        try {
            prepare(client, socket, to.timing());
            attempt.logIn(client, agent);
            talk.accept(attempt.connection(client));
            return opening.open(attempt, new Connected(socket, client));
        } catch (IOException e) {
            new Connected(socket, client).close();
            throw attempt.failure(e, alarm.hasRung()).asException();
        } catch (FailureException | RuntimeException e) {
            new Connected(socket, client).close();
            throw e;
        } finally {
            alarm.close();
            if (agent != null) {
                agent.close();
            }
        }
    }

    private static @Nullable SshAgent agent(@Nullable Path agentSocket) {
        try {
            return agentSocket == null ? null : SshAgent.connect(agentSocket);
        } catch (IOException | UnsupportedOperationException e) {
            // A stale SSH_AUTH_SOCK is common, and key files may do.
            return null;
        }
    }

    private static void prepare(SSHClient client, Socket socket, Timing timing) throws IOException {
        socket.setTcpNoDelay(true);
        client.setSocketFactory(new OneSocketFactory(socket));
        // The alarm ends every wait, under its name; sshj's own timeouts would come first, or end an upload whose
        // window stays full for a while.
        client.setConnectTimeout(0);
        client.getTransport().setTimeoutMs(Integer.MAX_VALUE);
        client.getConnection().setTimeoutMs(Integer.MAX_VALUE);
        // Only effective before connect().
        KeepAliveRunner keepAlive = (KeepAliveRunner) client.getConnection().getKeepAlive();
        keepAlive.setKeepAliveInterval(timing.aliveSeconds());
        keepAlive.setMaxAliveCount(timing.aliveCount());
    }

    private static void end(Socket socket, @Nullable SshAgent agent) {
        try {
            socket.close();
        } catch (IOException e) {
            // Closed it is, as far as this side goes.
        }
        if (agent != null) {
            agent.close();
        }
    }
}
