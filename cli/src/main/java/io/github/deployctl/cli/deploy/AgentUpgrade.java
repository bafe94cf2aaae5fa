package io.github.deployctl.cli.deploy;

import io.github.deployctl.cli.deploy.Survey.Answer;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.AgentSession;
import io.github.deployctl.cli.remote.Agents;
import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Has agents replace themselves by the ones that are installed on their hosts, one host after another, and sees that the new ones answer. */
public final class AgentUpgrade {
    private static final long PAUSE_MILLIS = 250;

    private final Agents agents;
    private final Progress progress;
    private final Deadline deadline;

    /** @param deadline for the new agent's first answer */
    public AgentUpgrade(Agents agents, Progress progress, Deadline deadline) {
        this.agents = agents;
        this.progress = progress;
        this.deadline = deadline;
    }

    /** Returns what each host's agent is now, or why it was not replaced. */
    public List<Answer<Reply.AgentReport>> run(List<HostAddress> hosts) {
        return hosts.stream().map(this::upgrade).toList();
    }

    private Answer<Reply.AgentReport> upgrade(HostAddress host) {
        progress.begin(host, "upgrading the agent");
        try {
            return new Answer<>(host, awaitOther(host, begin(host)), null);
        } catch (FailureException e) {
            return new Answer<>(host, null, e.failure());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer<>(host, null, Failure.of(FailureCode.INTERRUPTED, "interrupted"));
        }
    }

    /** Returns since when the agent ran that is to go. */
    private Instant begin(HostAddress host) throws FailureException {
        try (AgentSession session = agents.open(host)) {
            Instant since = report(host, session).since();
            try {
                session.ask(new Request.UpgradeAgent(), deadline, event -> {});
            } catch (FailureException e) {
                // With the agent go its connections.
                if (e.failure().code() != FailureCode.UNREACHABLE) {
                    throw e;
                }
            }
            return since;
        }
    }

    private Reply.AgentReport awaitOther(HostAddress host, Instant former)
            throws FailureException, InterruptedException {
        long end = System.nanoTime() + deadline.limit().toNanos();
        String seen = "it goes on as it was";
        while (System.nanoTime() < end) {
            try (AgentSession session = agents.open(host)) {
                Reply.AgentReport now = report(host, session);
                if (!now.since().equals(former)) {
                    return now;
                }
            } catch (FailureException e) {
                seen = e.failure().message();
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        throw Failure.of(
                        FailureCode.UNREACHABLE,
                        "the agent on " + host.label() + " was not replaced within " + deadline + ": " + seen)
                .serving("the app serves on; an agent is not needed for that")
                .hint("look at the agent's log on the host: journalctl -u deployctl-agent@APP")
                .asException();
    }

    private static Reply.AgentReport report(HostAddress host, AgentSession session) throws FailureException {
        Reply reply = session.ask(new Request.AgentStatus(), Deadline.ANSWER, event -> {});
        if (reply instanceof Reply.AgentReport report) {
            return report;
        }
        throw Failure.of(FailureCode.UNREACHABLE, host.label() + " gave an answer that does not fit")
                .asException();
    }
}
