package io.github.deployctl.cli.report;

import io.github.deployctl.common.failure.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON document of {@code run}.
 *
 * @param outcome {@code ok}, {@code failed}, or {@code mixed} where it succeeded on some hosts
 */
public record RunDocument(int schema, String command, String outcome, int exitCode, List<Host> hosts) {
    /**
     * One host.
     *
     * @param outcome {@code ok}, {@code failed} or {@code skipped}
     * @param release whose environment it had, or null
     * @param status the command's own, or null where it did not end by itself
     * @param stdout what it printed, at most the first MiB
     * @param stderr likewise
     */
    public record Host(
            String host,
            String outcome,
            @Nullable String release,
            @Nullable Integer status,
            @Nullable Long millis,
            String stdout,
            String stderr,
            @Nullable Failure failure) {}

    public static RunDocument of(int exitCode, List<Host> hosts) {
        String outcome = exitCode == 0 ? "ok" : exitCode == 3 && hosts.size() > 1 ? "mixed" : "failed";
        return new RunDocument(RolloutDocument.SCHEMA, "run", outcome, exitCode, hosts);
    }
}
