package io.github.deployctl.cli.deploy;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.AgentSession;
import io.github.deployctl.cli.remote.Agents;
import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Has a command run on hosts: one after another, and on none after the first on which it fails. Used by one thread. */
public final class RemoteRun {
    /** Whether a host is still there is seen by the connection's keep-alives within seconds. */
    private static final Deadline ANY_TIME = new Deadline("run.end", Duration.ofDays(3650));

    private final Agents agents;
    private final Listener listener;

    public RemoteRun(Agents agents, Listener listener) {
        this.agents = agents;
        this.listener = listener;
    }

    /** Takes what the command prints, as it prints it. */
    public interface Listener {
        void begin(HostAddress host);

        void print(HostAddress host, boolean error, byte[] bytes);

        void end(Ran ran);
    }

    /**
     * What became of it on one host; it was not tried where both are null.
     *
     * @param reply how it ended, or null when it did not end by itself
     * @param failure why not, or null
     */
    public record Ran(
            HostAddress host,
            Reply.@Nullable Ran reply,
            @Nullable Failure failure) {
        public Ran {
            requireNonNull(host, "host");
        }

        public boolean isDone() {
            return reply != null && reply.status() == 0;
        }
    }

    /** Returns what became of it on each of {@code hosts}, in their order. */
    public List<Ran> run(List<HostAddress> hosts, Request.Run request) {
        List<Ran> all = new ArrayList<>();
        boolean failed = false;
        for (HostAddress host : hosts) {
            Ran ran = failed ? new Ran(host, null, null) : runOne(host, request);
            failed |= !ran.isDone();
            all.add(ran);
            listener.end(ran);
        }
        return all;
    }

    /** Returns 0; on one host the command's own status; on several 1 where it succeeded on none, else 3; and a failure of its own code where that came first. */
    public static int exitStatus(List<Ran> all) {
        if (all.stream().allMatch(Ran::isDone)) {
            return 0;
        }
        if (all.stream().anyMatch(Ran::isDone)) {
            return FailureCode.MIXED.exitStatus();
        }
        Ran first = all.get(0);
        Failure failure = first.failure();
        if (failure != null) {
            return failure.code().exitStatus();
        }
        Reply.Ran reply = first.reply();
        return all.size() == 1 && reply != null ? reply.status() : FailureCode.NOT_DEPLOYED.exitStatus();
    }

    private Ran runOne(HostAddress host, Request.Run request) {
        listener.begin(host);
        Long limit = request.timeoutMillis();
        Deadline deadline = limit == null
                ? ANY_TIME
                : new Deadline("--timeout + 1m", Duration.ofMillis(limit).plus(Duration.ofMinutes(1)));
        try (AgentSession session = agents.open(host)) {
            session.stayAlive();
            Reply reply = session.ask(request, deadline, event -> print(host, event));
            if (reply instanceof Reply.Ran ran) {
                return new Ran(host, ran, null);
            }
            throw Failure.of(FailureCode.UNREACHABLE, host.label() + " gave an answer that does not fit")
                    .asException();
        } catch (FailureException e) {
            return new Ran(host, null, e.failure());
        }
    }

    private void print(HostAddress host, Event event) {
        if (event instanceof Event.Printed printed) {
            try {
                listener.print(host, printed.error(), Base64.getDecoder().decode(printed.piece()));
            } catch (IllegalArgumentException e) {
                listener.print(host, true, new byte[0]); // No Base64, so nothing that could be shown.
            }
        }
    }
}
