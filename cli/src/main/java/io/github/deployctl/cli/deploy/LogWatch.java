package io.github.deployctl.cli.deploy;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.AgentSession;
import io.github.deployctl.cli.remote.Agents;
import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Reads the logs of many hosts, with a thread each: in the order of their times, or, to follow them, as they come. A host that fails keeps nobody from the others. */
public final class LogWatch {
    /** Whether a host is still there is seen by the connection's keep-alives within seconds. */
    private static final Deadline FOLLOW = new Deadline("logs.follow", Duration.ofDays(3650));

    private static final Deadline READ = new Deadline("logs.timeout", Duration.ofMinutes(10));

    private final Agents agents;
    private final Reader reader;
    private final Map<HostAddress, Failure> failures = new ConcurrentHashMap<>();
    private final Set<AgentSession> open = ConcurrentHashMap.newKeySet();
    private volatile boolean broken;

    public LogWatch(Agents agents, Reader reader) {
        this.agents = agents;
        this.reader = reader;
    }

    /** Who reads. Called by several threads when hosts are followed. */
    public interface Reader {
        /**
         * Takes what a host sent; returns false when no more is wanted.
         *
         * @throws FailureException where it cannot read this; then no more is wanted of any host
         */
        boolean take(HostAddress host, Event event) throws FailureException;
    }

    /** Returns why hosts failed, in the order of {@code hosts}; a host that is not in it did not. */
    public Map<HostAddress, Failure> run(List<HostAddress> hosts, Request.Logs request) {
        if (hosts.size() == 1) {
            read(hosts.get(0), request, this::take);
            return inOrder(hosts, failures);
        }
        Merging merging = new Merging(hosts, this::take);
        Taker each = request.follow() ? this::take : merging::put;
        List<Thread> threads = new ArrayList<>();
        for (HostAddress host : hosts) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            read(host, request, each);
                        } finally {
                            merging.end(host);
                        }
                    },
                    "logs of " + host.label());
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        try {
            merging.run();
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return inOrder(hosts, failures);
    }

    @SuppressWarnings("try") // closing early is how the agent learns that no more is wanted
    private void read(HostAddress host, Request.Logs request, Taker to) {
        boolean[] enough = {false};
        try (AgentSession session = agents.open(host)) {
            open.add(session);
            if (broken) {
                return;
            }
            session.ask(request, request.follow() ? FOLLOW : READ, event -> {
                if (!enough[0] && !to.take(host, event)) {
                    enough[0] = true;
                    session.close();
                }
            });
        } catch (FailureException e) {
            if (!enough[0] && !broken) {
                failures.put(host, e.failure());
            }
        } catch (RuntimeException e) {
            // In a thread of its own nobody else would hear of it.
            failures.put(host, Failure.of(FailureCode.BUG, "reading its logs broke off: " + e));
        }
    }

    /** Hands it to the reader. Where that fails, by a defect too, the others are not read on as if nothing were wrong: one that is followed never ends by itself. */
    private boolean take(HostAddress host, Event event) {
        if (broken) {
            return false;
        }
        try {
            return reader.take(host, event);
        } catch (FailureException e) {
            breakOff(host, e.failure());
        } catch (RuntimeException | StackOverflowError e) {
            breakOff(host, Failure.of(FailureCode.BUG, "reading its logs broke off: " + e));
        }
        return false;
    }

    private void breakOff(HostAddress host, Failure why) {
        failures.put(host, why);
        broken = true;
        open.forEach(AgentSession::close);
    }

    /** What comes between a host and the reader. */
    interface Taker {
        /** Takes what a host sent; returns false when no more is wanted. */
        boolean take(HostAddress host, Event event);
    }

    private static Map<HostAddress, Failure> inOrder(List<HostAddress> hosts, Map<HostAddress, Failure> failures) {
        Map<HostAddress, Failure> ordered = new LinkedHashMap<>();
        for (HostAddress host : hosts) {
            Failure failure = failures.get(host);
            if (failure != null) {
                ordered.put(host, failure);
            }
        }
        return ordered;
    }
}
