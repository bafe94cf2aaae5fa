package io.github.deployctl.cli.remote.ssh;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.AgentChannel;
import io.github.deployctl.cli.remote.AgentPlace;
import io.github.deployctl.cli.remote.Alarm;
import io.github.deployctl.cli.remote.Approach;
import io.github.deployctl.cli.remote.Connector;
import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.cli.remote.LoginConnector;
import io.github.deployctl.cli.remote.RemoteLogin;
import io.github.deployctl.cli.remote.Scout;
import io.github.deployctl.common.failure.FailureException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One SSH connection per host: connect, check the host's key, log in, open what is wanted there. The way to an agent may be opened in a connection that another
 * command has left; if that turns out to be lost, or to lead nowhere any more, it is opened anew and nobody is told. Thread-safe.
 */
public final class SshConnector implements Connector, LoginConnector, Scout {
    /** A connection that answers nothing for so long is not worth waiting for: another is opened. */
    private static final Duration KEPT = Duration.ofSeconds(5);

    private final Destinations destinations;
    private final Operator operator;
    private final Consumer<String> talk;
    private final Loans loans;

    /**
     * Makes a connector that has not connected yet, and whose connections end with what was opened in them.
     *
     * @param talk gets what somebody who looks for a fault wants to know
     */
    public SshConnector(Destinations destinations, Operator operator, Consumer<String> talk) {
        this(destinations, operator, talk, Loans.none());
    }

    /** The same, with connections that may have been there before and may stay. */
    public SshConnector(Destinations destinations, Operator operator, Consumer<String> talk, Loans loans) {
        this.destinations = destinations;
        this.operator = operator;
        this.talk = talk;
        this.loans = loans;
    }

    /** What is opened over a connection that is logged in. */
    @FunctionalInterface
    private interface Opening<T> {
        T open(Attempt attempt, Connected connected) throws IOException, FailureException;
    }

    @Override
    public AgentChannel connect(HostAddress host, AgentPlace place) throws FailureException {
        Destination to = destinations.of(host);
        AgentChannel kept = inKept(to, place);
        if (kept != null) {
            return kept;
        }
        return enter(to, attempt -> {}, (attempt, connected) -> {
            AgentChannel channel = new AgentWay(host, attempt.openingSocket(), place).open(connected, to, loans);
            talk.accept(host.label() + ": the way to " + place.socket() + " is open");
            return channel;
        });
    }

    /** Returns a way in a connection that is there already, or null. */
    private @Nullable AgentChannel inKept(Destination to, AgentPlace place) throws FailureException {
        Connected connected = loans.take(to).orElse(null);
        if (connected == null) {
            return null;
        }
        String label = to.host().label();
        Duration limit = to.timing().connect().limit();
        Deadline deadline = new Deadline("kept.connection", limit.compareTo(KEPT) < 0 ? limit : KEPT);
        try (Alarm alarm = Alarm.set(deadline, connected::close)) {
            AgentChannel channel = new AgentWay(to.host(), to.at().user(), place).open(connected, to, loans);
            if (alarm.hasRung()) {
                throw new IOException("it was closed as it opened");
            }
            talk.accept(label + ": the way to " + place.socket() + " is open, in the connection that was there");
            return channel;
        } catch (FailureException | IOException | RuntimeException e) {
            loans.ended(connected.line());
            connected.close();
            talk.accept(label + ": the connection that was there is of no use any more");
            return null;
        }
    }

    @Override
    public RemoteLogin logIn(HostAddress host) throws FailureException {
        return enter(destinations.of(host), attempt -> {}, (attempt, connected) -> new SshLogin(host, connected));
    }

    @Override
    public Approach approach(HostAddress host, AgentPlace place) {
        Deque<Attempt> attempts = new ArrayDeque<>();
        try {
            Destination to = destinations.of(host);
            AgentChannel channel = enter(
                    to,
                    attempts::push,
                    (attempt, connected) ->
                            new AgentWay(host, attempt.openingSocket(), place).open(connected, to, Loans.none()));
            return new Approach(Approach.Stage.ARRIVED, attempts.element().sight(), null, channel);
        } catch (FailureException e) {
            return attempts.isEmpty()
                    ? new Approach(Approach.Stage.CONFIGURATION, Approach.Sight.NOTHING, e.failure(), null)
                    : new Approach(
                            attempts.element().stage(), attempts.element().sight(), e.failure(), null);
        }
    }

    /** Every attempt is told before it begins. */
    private <T> T enter(Destination to, Consumer<Attempt> attempts, Opening<T> opening) throws FailureException {
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
        loans.begin(line);
        try (Alarm alarm = Alarm.set(to.timing().connect(), line::cut)) {
            Connected connected = new Connected(line, new Passage(to, line, alarm, talk).go(attempt));
            try {
                return opening.open(attempt, connected);
            } catch (IOException e) {
                throw attempt.failure(line.explain(e), alarm.hasRung()).asException();
            }
        } catch (FailureException | RuntimeException e) {
            loans.ended(line);
            line.close();
            throw e;
        }
    }
}
