package io.github.deployctl.cli.remote.ssh;

import io.github.deployctl.cli.remote.Alarm;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import net.schmizz.keepalive.KeepAliveRunner;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.DisconnectReason;
import org.jspecify.annotations.Nullable;

/** One way from here to a host, jump by jump, each with its own host key and login. One alarm is set over all of it. Used by one thread. */
final class Passage {
    private final Destination to;
    private final Line line;
    private final Alarm alarm;
    private final Consumer<String> talk;

    Passage(Destination to, Line line, Alarm alarm, Consumer<String> talk) {
        this.to = to;
        this.line = line;
        this.alarm = alarm;
        this.talk = talk;
    }

    /** Logs in on every jump host and at last on the host itself, for which {@code last} is. */
    SSHClient go(Attempt last) throws FailureException {
        @Nullable SSHClient before = null;
        List<Destination> jumps = to.route().jumps();
        for (Destination jump : jumps) {
            try {
                before = logIn(jump, last.before(jump), before);
            } catch (FailureException e) {
                throw onTheWay(jump, e.failure()).asException();
            }
        }
        return logIn(to, last, before);
    }

    private Failure onTheWay(Destination jump, Failure failure) {
        int number = to.route().jumps().indexOf(jump) + 1;
        String message = to.host().label() + " not reached: jump host " + number + " of "
                + to.route().jumps().size() + ": " + failure.message();
        return new Failure(failure.code(), message, failure.serving(), failure.hint(), failure.evidence())
                .serving("nothing was changed on " + to.host().label());
    }

    private SSHClient logIn(Destination at, Attempt attempt, @Nullable SSHClient before) throws FailureException {
        talk.accept(attempt.intention());
        Config config = Algorithms.config();
        at.algorithms().narrow(config);
        SSHClient client = new SSHClient(config);
        line.keep(client);
        prepare(client, at.timing());
        listen(client, at.timing());
        try (@Nullable SshAgent agent = agent(at.keys().agentSocket())) {
            if (agent != null) {
                line.keep(agent);
            }
            attempt.logIn(
                    client, agent, new Dial(line, before, to.timing().connect().limit()));
            talk.accept(attempt.connection(client));
            return client;
        } catch (IOException e) {
            throw attempt.failure(line.explain(e), alarm.hasRung()).asException();
        }
    }

    private static @Nullable SshAgent agent(@Nullable Path socket) {
        try {
            return socket == null ? null : SshAgent.connect(socket);
        } catch (IOException | UnsupportedOperationException e) {
            // A stale SSH_AUTH_SOCK is common, and key files may do.
            return null;
        }
    }

    /** sshj tells this before it wakes who waits. Only its keep-alive ends a connection from this side for that reason. */
    private void listen(SSHClient client, Timing timing) {
        client.getTransport().setDisconnectListener((reason, message) -> {
            if (reason == DisconnectReason.CONNECTION_LOST) {
                line.fellSilent(timing.alive());
            }
        });
    }

    private static void prepare(SSHClient client, Timing timing) {
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
}
