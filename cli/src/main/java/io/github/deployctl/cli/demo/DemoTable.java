package io.github.deployctl.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The report for people. */
public final class DemoTable {
    private static final String ROW = "%-9s %-16s %-9s %9s %9s %8s %9s %9s %5s %13s";

    private DemoTable() {}

    public static List<String> of(DemoReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(ROW.formatted(
                "STEP", "RELEASE", "OUTCOME", "TOOK", "READY", "MOVED", "DRAINED", "REQUESTS", "LOST", "LONGEST WAIT"));
        report.steps().forEach(step -> lines.add(row(step)));
        lines.add("");
        DemoReport.Losses losses = report.losses();
        lines.add(String.format(
                Locale.ROOT,
                "%d requests at %.0f/s, %d lost: %d refused, %d reset, %d truncated, %d timed out, %d wrong body, %d bad status",
                report.requests(),
                report.requestsPerSecond(),
                report.lost(),
                losses.refused(),
                losses.reset(),
                losses.truncated(),
                losses.timedOut(),
                losses.wrongBody(),
                losses.badStatus()));
        lines.add(String.format(
                Locale.ROOT,
                "%d swaps; longest wait in the second before the first: %.1f ms",
                report.swaps().size(),
                report.steadyLongestWaitMillis()));
        lines.add(String.format(
                Locale.ROOT,
                "rollback: %d ms from the agent's hearing of it until the old release accepted; the whole command, its own JVM and SSH included, %d ms",
                report.rollbackMillis(),
                report.rollbackCommandMillis()));
        report.problems().forEach(problem -> lines.add("not as it must be: " + problem));
        return lines;
    }

    private static String row(DemoReport.Step step) {
        boolean deployed = step.outcome().equals("deployed");
        boolean loaded = step.requests() > 0;
        return ROW.formatted(
                        step.step(),
                        step.release(),
                        step.outcome(),
                        millis(step.durationMillis()),
                        !deployed ? "-" : step.fromStandby() ? "standby" : millis(step.readyMillis()),
                        deployed ? millis(step.moveMillis()) : "-",
                        deployed && step.previous() != null ? millis(step.drainMillis()) : "-",
                        loaded ? step.requests() : "-",
                        loaded ? step.lost() : "-",
                        loaded ? String.format(Locale.ROOT, "%.1f ms", step.longestWaitMillis()) : "-")
                .stripTrailing();
    }

    private static String millis(long millis) {
        return millis < 1000 ? millis + " ms" : String.format(Locale.ROOT, "%.2f s", millis / 1000.0);
    }
}
