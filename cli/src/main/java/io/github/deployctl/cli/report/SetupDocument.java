package io.github.deployctl.cli.report;

import io.github.deployctl.cli.setup.HostReport;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The JSON document of {@code setup}.
 *
 * @param outcome that of the hosts where they agree, or {@code failed} or {@code mixed}
 */
public record SetupDocument(int schema, String command, String outcome, int exitCode, List<Host> hosts) {
    /**
     * One host.
     *
     * @param outcome a {@link HostReport.Result} in lower case
     * @param changes that were made, or would be
     */
    public record Host(
            String host,
            String outcome,
            List<String> changes,
            List<String> notes,
            @Nullable Failure failure) {}

    public static SetupDocument of(List<HostReport> reports) {
        List<Host> hosts = reports.stream()
                .map(report -> new Host(
                        report.host().label(),
                        word(report.result()),
                        report.changes(),
                        report.notes(),
                        report.failure()))
                .toList();
        int exit = exitStatus(reports);
        return new SetupDocument(RolloutDocument.SCHEMA, "setup", outcome(reports, exit), exit, hosts);
    }

    /** Returns 0, 3 when some hosts were set up and some were not, or what the first failure says. */
    public static int exitStatus(List<HostReport> reports) {
        List<Failure> failures =
                reports.stream().flatMap(r -> Stream.ofNullable(r.failure())).toList();
        if (failures.isEmpty()) {
            return 0;
        }
        boolean mixed = reports.stream().anyMatch(report -> report.result() == HostReport.Result.CHANGED);
        return mixed ? FailureCode.MIXED.exitStatus() : failures.get(0).code().exitStatus();
    }

    private static String outcome(List<HostReport> reports, int exit) {
        if (exit != 0) {
            return exit == FailureCode.MIXED.exitStatus() ? "mixed" : "failed";
        }
        return reports.stream()
                .map(report -> word(report.result()))
                .filter(word -> !word.equals("unchanged"))
                .findFirst()
                .orElse("unchanged");
    }

    private static String word(HostReport.Result result) {
        return result.name().toLowerCase(Locale.ROOT);
    }
}
