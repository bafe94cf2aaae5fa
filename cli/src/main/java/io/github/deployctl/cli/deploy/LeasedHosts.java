package io.github.deployctl.cli.deploy;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.AgentSession;
import io.github.deployctl.cli.remote.Agents;
import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Lease;
import io.github.deployctl.common.protocol.Request;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Conversations with all hosts of a rollout, each with a lease, before anything is changed on any of them. The leases are taken in the order of the hosts' names,
 * whatever order they were given in, so that of two rollouts one gets them all. Used by one thread; {@link #close} gives the leases back.
 */
final class LeasedHosts implements AutoCloseable {
    private static final long PAUSE_MILLIS = 500;

    private final Agents agents;
    private final Progress progress;
    private final LeaseWish wish;
    private final Map<HostAddress, AgentSession> sessions = new HashMap<>();
    private HostOutcome.@Nullable Failed refusal;

    private LeasedHosts(Agents agents, Progress progress, LeaseWish wish) {
        this.agents = agents;
        this.progress = progress;
        this.wish = wish;
    }

    /** Returns with all leases, or with those that it had when one was refused, which are to be given back. */
    static LeasedHosts take(Agents agents, Progress progress, LeaseWish wish, List<HostAddress> hosts) {
        LeasedHosts leased = new LeasedHosts(agents, progress, wish);
        List<HostAddress> ordered = hosts.stream()
                .sorted(Comparator.comparing(HostAddress::host).thenComparing(HostAddress::label))
                .toList();
        for (HostAddress host : ordered) {
            if (leased.refusal == null) {
                leased.take(host, hosts.size() > 1);
            }
        }
        return leased;
    }

    /** Returns which host did not give one, and why, or nothing when all did. */
    Optional<HostOutcome.Failed> refusal() {
        return Optional.ofNullable(refusal);
    }

    AgentSession session(HostAddress host) {
        return requireNonNull(sessions.get(host), "all hosts were leased");
    }

    @Override
    public void close() {
        sessions.values().forEach(AgentSession::close);
    }

    private void take(HostAddress host, boolean oneOfSeveral) {
        progress.begin(host, "connecting");
        Lease.Term term = oneOfSeveral ? Lease.Term.CONNECTION : wish.term();
        try {
            AgentSession session = agents.open(host);
            sessions.put(host, session);
            if (!oneOfSeveral && wish.mayFollow()) {
                session.demand(new Request.Acquire(wish.message(), term, null, true));
            } else {
                acquire(new Request.Acquire(wish.message(), term, null), host, session);
            }
        } catch (FailureException e) {
            Failure why = e.failure();
            refusal = new HostOutcome.Failed(host, oneOfSeveral ? why.serving("nothing was changed on any host") : why);
        }
    }

    private void acquire(Request.Acquire request, HostAddress host, AgentSession session) throws FailureException {
        long end = System.nanoTime() + wish.patience().toNanos();
        String told = "";
        while (true) {
            try {
                session.hold(request);
                return;
            } catch (FailureException e) {
                Failure why = e.failure();
                if (why.code() != FailureCode.LOCKED || wish.patience().isZero()) {
                    throw e;
                }
                Deadline deadline = new Deadline("--lock-wait", wish.patience());
                if (System.nanoTime() - end >= 0) {
                    throw why.because("it was not free within " + deadline)
                            .hint("deployctl lock status " + host.label())
                            .asException();
                }
                String holder = why.message().replaceFirst("^nothing was changed: ", "");
                if (!holder.equals(told)) {
                    progress.begin(host, "waiting up to " + deadline + ": " + holder);
                    told = holder;
                }
            }
            pause();
        }
    }

    private static void pause() throws FailureException {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.of(FailureCode.INTERRUPTED, "interrupted").asException();
        }
    }
}
