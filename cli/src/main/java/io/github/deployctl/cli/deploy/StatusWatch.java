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
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks hosts again and again how they are, each in a thread of its own over one connection, which is made anew when it is lost. */
public final class StatusWatch {
    /** An agent hangs up on whoever asks nothing for longer, so a connection is not kept over a longer pause. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** To ask again would not help. */
    private static final Set<FailureCode> FINAL =
            EnumSet.of(FailureCode.AUTH_REFUSED, FailureCode.CONFIG_INVALID, FailureCode.USAGE);

    private final Agents agents;
    private final Viewer viewer;
    private final Duration interval;
    private final CountDownLatch enough = new CountDownLatch(1);

    public StatusWatch(Agents agents, Viewer viewer, Duration interval) {
        this.agents = agents;
        this.viewer = viewer;
        this.interval = interval;
    }

    /** Who watches. Called by several threads; what it returns is whether it wants to see more. */
    public interface Viewer {
        boolean see(HostAddress host, Reply.StatusReport status);

        /** The host did not answer, and is asked again. */
        boolean lose(HostAddress host, Failure why);
    }

    /** Goes on until no more is wanted, or no host is left; returns why hosts were given up. */
    public Map<HostAddress, Failure> run(List<HostAddress> hosts) {
        Map<HostAddress, Failure> failures = new ConcurrentHashMap<>();
        List<Thread> threads = new ArrayList<>();
        for (HostAddress host : hosts) {
            Thread thread = new Thread(() -> watch(host, failures), "status of " + host.label());
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return failures;
    }

    private void watch(HostAddress host, Map<HostAddress, Failure> failures) {
        try {
            boolean wanted = true;
            while (wanted) {
                try (AgentSession session = agents.open(host)) {
                    wanted = ask(host, session);
                } catch (FailureException e) {
                    if (FINAL.contains(e.failure().code())) {
                        failures.put(host, e.failure());
                        return;
                    }
                    wanted = more(viewer.lose(host, e.failure()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // In a thread of its own nobody else would hear of it.
            failures.put(host, Failure.of(FailureCode.BUG, "watching it broke off: " + e));
        }
    }

    private boolean ask(HostAddress host, AgentSession session) throws FailureException, InterruptedException {
        do {
            Reply reply = session.ask(new Request.Status(), Deadline.ANSWER, event -> {});
            if (!(reply instanceof Reply.StatusReport status)) {
                throw Failure.of(FailureCode.UNREACHABLE, host.label() + " gave an answer that does not fit")
                        .asException();
            }
            boolean seen = viewer.see(host, status);
            if (interval.compareTo(LONGEST_PAUSE) > 0) {
                session.close();
                return more(seen);
            }
            if (!more(seen)) {
                return false;
            }
        } while (true);
    }

    /** Waits for the next look; returns false when there is to be none, for this host or any other. */
    private boolean more(boolean wanted) throws InterruptedException {
        if (!wanted) {
            enough.countDown();
        }
        return !enough.await(interval.toMillis(), TimeUnit.MILLISECONDS);
    }
}
