package io.github.deployctl.cli.remote.ssh;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.AgentChannel;
import io.github.deployctl.cli.remote.AgentPlace;
import io.github.deployctl.cli.remote.Alarm;
import io.github.deployctl.cli.remote.Approach;
import io.github.deployctl.cli.remote.Connector;
import io.github.deployctl.cli.remote.LoginConnector;
import io.github.deployctl.cli.remote.RemoteLogin;
import io.github.deployctl.cli.remote.Scout;
import io.github.deployctl.common.failure.FailureException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** One SSH connection per host: connect, check the host's key, log in, open what is wanted there. Thread-safe. */
public final class SshConnector implements Connector, LoginConnector, Scout {
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

    @Override
    public Approach approach(HostAddress host, AgentPlace place) {
        Deque<Attempt> attempts = new ArrayDeque<>();
        try {
            AgentChannel channel = enter(
                    host,
                    attempts::push,
                    (attempt, connected) -> new AgentWay(host, attempt.openingSocket(), place).open(connected));
            return new Approach(Approach.Stage.ARRIVED, attempts.element().sight(), null, channel);
        } catch (FailureException e) {
            return attempts.isEmpty()
                    ? new Approach(Approach.Stage.CONFIGURATION, Approach.Sight.NOTHING, e.failure(), null)
                    : new Approach(
                            attempts.element().stage(), attempts.element().sight(), e.failure(), null);
        }
    }

    private <T> T enter(HostAddress host, Opening<T> opening) throws FailureException {
        return enter(host, attempt -> {}, opening);
    }

    /** Every attempt is told before it begins. */
    private <T> T enter(HostAddress host, Consumer<Attempt> attempts, Opening<T> opening) throws FailureException {
        Destination to = destinations.of(host);
        while (true) {
            Attempt attempt = new Attempt(to, to.timing().connect(), operator);
            attempts.accept(attempt);
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
        Line line = new Line();
        try (Alarm alarm = Alarm.set(to.timing().connect(), line::cut)) {
            Connected connected = new Connected(line, new Passage(to, line, alarm, talk).go(attempt));
            try {
                return opening.open(attempt, connected);
            } catch (IOException e) {
                throw attempt.failure(e, alarm.hasRung()).asException();
            }
        } catch (FailureException | RuntimeException e) {
            line.close();
            throw e;
        }
    }
}
