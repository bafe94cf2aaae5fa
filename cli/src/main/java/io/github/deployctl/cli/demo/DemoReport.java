package io.github.deployctl.cli.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the demo measured, as its JSON document. Members are only ever added while {@code schema} stays.
 *
 * @param ok whether no request was lost and every step ended as it must
 * @param requestsPerSecond that were really sent, on average
 * @param closedIdle kept connections that the server ended between two requests, unannounced; not lost (RFC 9112, 9.5)
 * @param steadyLongestWaitMillis the slowest request in the second before the first swap: what this machine does without any
 * @param rollbackMillis the first rollback, from the moment the agent took up the request until the old generation accepted again
 * @param rollbackCommandMillis the same command as whoever types it sees it: the start of its JVM, SSH, the rollback, the drain of what was left
 */
public record DemoReport(
        int schema,
        boolean ok,
        long requests,
        double requestsPerSecond,
        long lost,
        Losses losses,
        int closedIdle,
        double steadyLongestWaitMillis,
        long rollbackMillis,
        long rollbackCommandMillis,
        List<Step> steps,
        List<Swap> swaps,
        List<String> problems) {
    /** The shape described here. */
    public static final int SCHEMA = 1;

    public DemoReport {
        steps = List.copyOf(steps);
        swaps = List.copyOf(swaps);
        problems = List.copyOf(problems);
    }

    /** Lost requests by kind. */
    public record Losses(long refused, long reset, long truncated, long timedOut, long wrongBody, long badStatus) {}

    /**
     * One command.
     *
     * @param release that it was about
     * @param previous that served before, null at the first
     * @param outcome {@code deployed} or {@code refused}
     * @param durationMillis of the command from its start to its end, in this process; of a rollback with the start of its own
     * @param readyMillis from the launch of the new JVM until it was ready; 0 for one that was warm
     * @param moveMillis from the decision, for a warm one from the request, until the new generation accepted
     * @param drainMillis from then until the old one had nothing left
     * @param requests under way at any time during the command
     * @param lost of these
     * @param longestWaitMillis the slowest of these
     */
    public record Step(
            String step,
            String release,
            @Nullable String previous,
            String outcome,
            boolean fromStandby,
            long durationMillis,
            long readyMillis,
            long moveMillis,
            long drainMillis,
            long requests,
            long lost,
            double longestWaitMillis) {}

    /** One change of the serving release under load. */
    public record Swap(String from, String to, double longestWaitMillis, long lost) {}
}
