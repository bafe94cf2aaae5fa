package io.github.deployctl.cli.doctor;

import io.github.deployctl.cli.deploy.Progress;
import io.github.deployctl.cli.doctor.HostSight.Answers;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.AgentChannel;
import io.github.deployctl.cli.remote.AgentPlace;
import io.github.deployctl.cli.remote.AgentSession;
import io.github.deployctl.cli.remote.Agents;
import io.github.deployctl.cli.remote.Approach;
import io.github.deployctl.cli.remote.Approach.Stage;
import io.github.deployctl.cli.remote.Connector;
import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.cli.remote.LoggedConnector;
import io.github.deployctl.cli.remote.LoginConnector;
import io.github.deployctl.cli.remote.RemoteLogin;
import io.github.deployctl.cli.remote.Scout;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one host: goes to its agent and asks it, or, where that does not answer, logs in and asks the host. It takes no longer than three
 * times connect.timeout and two times answer.timeout together, but for the time in which a person is asked something. Thread-safe.
 */
public final class HostLook {
    private final Ways ways;
    private final Agents agents;
    private final Expectation expected;
    private final InstantSource clock;

    public HostLook(Ways ways, Agents agents, Expectation expected, InstantSource clock) {
        this.ways = ways;
        this.agents = agents;
        this.expected = expected;
        this.clock = clock;
    }

    /**
     * The ways to a host.
     *
     * @param scout to its agent
     * @param logins to a shell
     * @param log is told what is asked on these ways, and what each check has found
     */
    public record Ways(Scout scout, LoginConnector logins, Consumer<String> log) {}

    CheckUp.OnHost find(HostAddress host, Progress progress) {
        CheckUp.OnHost found = new CheckUp.OnHost(host, HostDiagnoses.of(look(host, progress), expected));
        found.findings().forEach(finding -> ways.log.accept(host.label() + ": " + finding.describe()));
        return found;
    }

    private HostSight look(HostAddress host, Progress progress) {
        progress.begin(host, "connecting");
        long began = System.nanoTime();
        Approach approach = ways.scout.approach(host, new AgentPlace(agents.app(), agents.socket()));
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        AgentChannel channel = approach.channel();
        Failure silence = null;
        if (channel != null) {
            progress.begin(host, "asking the agent");
            Connector there = new LoggedConnector((to, place) -> channel, ways.log);
            try (AgentSession session = agents.over(there).open(host)) {
                return new HostSight(host, approach, took, ask(session, channel.isBridged()), null, null);
            } catch (FailureException e) {
                silence = e.failure();
            }
        }
        UnitSight unit = approach.isPast(Stage.LOGIN) ? unit(host, progress) : null;
        return new HostSight(host, approach, took, null, silence, unit);
    }

    private Answers ask(AgentSession session, boolean bridged) throws FailureException {
        Reply.StatusReport status = ask(session, new Request.Status(), Reply.StatusReport.class);
        Instant before = clock.instant();
        long began = System.nanoTime();
        Reply.Examined examined;
        try {
            examined = ask(session, new Request.Examine(expected.declaration(), null, 0, 0), Reply.Examined.class);
        } catch (FailureException e) {
            return new Answers(status, null, e.failure(), bridged, Duration.ZERO, Duration.ZERO);
        }
        Duration doubt = Duration.ofNanos(System.nanoTime() - began).dividedBy(2);
        Duration ahead = Duration.between(before.plus(doubt), examined.facts().now());
        return new Answers(status, examined, null, bridged, ahead, doubt);
    }

    private static <T extends Reply> T ask(AgentSession session, Request request, Class<T> expected)
            throws FailureException {
        Reply reply = session.ask(request, Deadline.ANSWER, event -> {});
        if (!expected.isInstance(reply)) {
            throw Failure.of(FailureCode.UNREACHABLE, "the agent gave an answer that does not fit")
                    .asException();
        }
        return expected.cast(reply);
    }

    private @Nullable UnitSight unit(HostAddress host, Progress progress) {
        progress.begin(host, "asking about the agent's unit");
        List<String> lines = new ArrayList<>();
        try (RemoteLogin login = ways.logins.logIn(host)) {
            // How it ended says nothing: what the last of its commands found does not matter.
            int unused =
                    login.run(UnitSight.question(expected.unit(), expected.socket()), "", Deadline.ANSWER, lines::add);
            return UnitSight.of(lines);
        } catch (FailureException e) {
            return lines.isEmpty() ? UnitSight.without(UnitSight.Kind.LOST) : UnitSight.of(lines);
        }
    }
}
