package io.github.deployctl.cli.report;

import io.github.deployctl.common.failure.Failure;
import java.util.List;

/** The JSON document of a command that failed before it came to any host. */
public record FailureDocument(
        int schema, String command, String outcome, int exitCode, List<RolloutDocument.Host> hosts, Failure failure) {
    public static FailureDocument of(String command, Failure failure) {
        return new FailureDocument(
                RolloutDocument.SCHEMA, command, "failed", failure.code().exitStatus(), List.of(), failure);
    }
}
