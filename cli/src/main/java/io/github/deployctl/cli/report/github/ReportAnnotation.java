package io.github.deployctl.cli.report.github;

import io.github.deployctl.cli.report.Report;
import io.github.deployctl.cli.report.RolloutDocument.Host;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.text.Visible;
import java.util.ArrayList;
import java.util.List;

/** One annotation for all that went wrong, since a step has room for ten; or one that names what serves. */
public final class ReportAnnotation {
    private ReportAnnotation() {}

    public static WorkflowCommand of(Report report, int exitStatus) {
        String verb = "deployctl " + report.command();
        if (exitStatus == 0) {
            String release = StepOutputs.of(report, 0).getOrDefault("release", "");
            return new WorkflowCommand("notice", verb, (report.outcome() + " " + release).strip());
        }
        List<String> lines = new ArrayList<>();
        for (Host host : report.hosts()) {
            Failure failure = host.failure();
            if (failure != null) {
                add(lines, host.host() + ": ", failure);
            }
        }
        if (report.failure() != null) {
            add(lines, "", report.failure());
        }
        if (report.hook() != null) {
            add(lines, "", report.hook());
        }
        if (report.standing() != null) {
            lines.add(Visible.of(report.standing()));
        }
        if (lines.isEmpty()) {
            lines.add("nothing was deployed: " + report.outcome());
        }
        return new WorkflowCommand("error", verb + ": exit code " + exitStatus, String.join("\n", lines));
    }

    private static void add(List<String> lines, String host, Failure failure) {
        lines.add(host + Visible.of(failure.message()));
        if (failure.serving() != null) {
            lines.add(Visible.of(failure.serving()));
        }
        if (failure.hint() != null) {
            lines.add("Try: " + Visible.of(failure.hint()));
        }
    }
}
