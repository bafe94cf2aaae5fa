package io.github.deployctl.cli.report.github;

import io.github.deployctl.cli.report.Report;
import io.github.deployctl.cli.report.RolloutDocument.Host;
import io.github.deployctl.cli.text.Shown;
import io.github.deployctl.common.protocol.Proof;
import io.github.deployctl.common.protocol.Timings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A report in Markdown: a row a host, and all that was found of each failure, folded. */
public final class StepSummary {
    private static final String NOTHING = "&ndash;";
    private static final List<String> HEADS =
            List.of("Host", "Outcome", "Old", "New", "Sent", "Ready", "Drained", "Refused", "Longest wait");

    private StepSummary() {}

    /**
     * Returns the text, at most 900 kB of it in UTF-8: the runner throws away a summary of more than 1 MiB.
     *
     * @param said what the command wrote as its result; shown where it has only said what it would do
     */
    public static String of(Report report, int exitStatus, String said) {
        Markdown page = new Markdown();
        page.line("### " + Markdown.text(title(report, exitStatus)));
        if (report.standing() != null) {
            page.line("It was ended before it was done. "
                    + Markdown.text("What is true on the hosts: " + report.standing()) + ". "
                    + Markdown.code("deployctl status") + " tells more.");
        }
        if (!report.hosts().isEmpty()) {
            page.row(HEADS);
            page.row(HEADS.stream().map(head -> "---").toList());
            report.hosts().forEach(host -> page.row(cells(host)));
            page.line("");
        }
        advice(report, page);
        for (Host host : report.hosts()) {
            if (host.failure() != null) {
                page.failure(host.host() + ": ", host.failure());
            }
        }
        if (report.failure() != null) {
            page.failure("", report.failure());
        }
        if (report.hook() != null) {
            page.failure("", report.hook());
        }
        if (report.outcome().equals(Report.PLANNED)) {
            page.folded("what would be done", List.of(said.split("\n", -1)));
        }
        return page.toString();
    }

    private static String title(Report report, int exitStatus) {
        String release = StepOutputs.of(report, exitStatus).getOrDefault("release", "");
        return "deployctl " + report.command() + (release.isEmpty() ? "" : " " + release) + ": " + report.outcome()
                + (exitStatus == 0 ? "" : " (exit code " + exitStatus + ")");
    }

    private static void advice(Report report, Markdown page) {
        Map<String, String> values = StepOutputs.of(report, 0);
        String changed = values.getOrDefault("changed-hosts", "");
        String left = values.getOrDefault("failed-hosts", "");
        if (!changed.isEmpty() && !left.isEmpty()) {
            page.line("Changed: " + Markdown.code(changed) + ". Not done: " + Markdown.code(left) + ".");
        }
        if (!changed.isEmpty() && report.command().equals("push")) {
            page.line("Undo: " + Markdown.code("deployctl rollback " + changed));
        }
    }

    private static List<String> cells(Host host) {
        Timings timings = host.outcome().equals("deployed") ? host.timings() : null;
        Proof proof = timings == null ? null : host.proof();
        return List.of(
                Markdown.text(host.host()),
                Markdown.text(host.outcome()),
                text(host.previous()),
                text(host.release()),
                host.sentBytes() == null ? NOTHING : Shown.bytes(host.sentBytes()),
                timings == null ? NOTHING : ready(host, timings),
                timings == null || host.previous() == null ? NOTHING : drained(timings),
                proof == null || proof.refused() == null ? NOTHING : Long.toString(proof.refused()),
                proof == null || proof.longestWaitMillis() == null ? NOTHING : Shown.millis(proof.longestWaitMillis()));
    }

    private static String text(@Nullable String value) {
        return value == null ? NOTHING : Markdown.text(value);
    }

    private static String ready(Host host, Timings timings) {
        return Boolean.TRUE.equals(host.fromStandby())
                ? "standby, " + Shown.millis(timings.moveMillis())
                : Shown.millis(timings.readyMillis());
    }

    private static String drained(Timings timings) {
        return (timings.connections() - timings.cut()) + "/" + timings.connections() + " in "
                + Shown.millis(timings.drainMillis());
    }
}
