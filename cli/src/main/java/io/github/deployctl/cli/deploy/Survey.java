package io.github.deployctl.cli.deploy;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.AgentSession;
import io.github.deployctl.cli.remote.Agents;
import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A question to many hosts that changes nothing, so that one that does not answer keeps nobody from asking the next. */
public final class Survey<T extends Reply> {
    /**
     * One host's answer: exactly one of the two is there.
     *
     * @param reply the answer, or null
     * @param failure why there is none, or null
     */
    public record Answer<T extends Reply>(
            HostAddress host, @Nullable T reply, @Nullable Failure failure) {}

    private final Agents agents;
    private final Progress progress;
    private final Class<T> expected;

    public Survey(Agents agents, Progress progress, Class<T> expected) {
        this.agents = agents;
        this.progress = progress;
        this.expected = expected;
    }

    public List<Answer<T>> run(List<HostAddress> hosts, Request question) {
        return hosts.stream().map(host -> ask(host, question)).toList();
    }

    private Answer<T> ask(HostAddress host, Request question) {
        progress.begin(host, "asking");
        try (AgentSession session = agents.open(host)) {
            Reply reply = session.ask(question, Deadline.ANSWER, event -> {});
            if (!expected.isInstance(reply)) {
                throw Failure.of(FailureCode.UNREACHABLE, host.label() + " gave an answer that does not fit")
                        .asException();
            }
            return new Answer<>(host, expected.cast(reply), null);
        } catch (FailureException e) {
            return new Answer<>(host, null, e.failure());
        }
    }
}
