package io.github.deployctl.cli.report;

import io.github.deployctl.common.failure.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON document of {@code logs}.
 *
 * @param outcome {@code ok}, or {@code failed} when a host did not answer
 */
public record LogsDocument(int schema, String command, String outcome, int exitCode, List<Host> hosts) {
    /** One host. */
    public record Host(
            String host,
            String outcome,
            List<Line> lines,
            @Nullable Failure failure) {}

    /** One line, as the app wrote it. */
    public record Line(long generation, String line) {}

    /** One line on a line of its own, while hosts are followed. */
    public record HostLine(String host, long generation, String line) {}

    public static LogsDocument of(List<Host> hosts, int exitCode) {
        return new LogsDocument(RolloutDocument.SCHEMA, "logs", exitCode == 0 ? "ok" : "failed", exitCode, hosts);
    }
}
