package io.github.deployctl.cli.report;

import io.github.deployctl.cli.config.Finding;
import java.util.List;

/** The JSON document of {@code config validate}. */
public record FindingsDocument(
        int schema, String command, String outcome, int exitCode, String file, List<Finding> findings) {
    public FindingsDocument {
        findings = List.copyOf(findings);
    }

    public static FindingsDocument of(String file, List<Finding> findings, int exitCode) {
        return new FindingsDocument(
                RolloutDocument.SCHEMA,
                "config validate",
                findings.isEmpty() ? "valid" : "invalid",
                exitCode,
                file,
                findings);
    }
}
