package io.github.deployctl.cli.report;

/**
 * The JSON document of {@code init}.
 *
 * @param outcome {@code written}
 * @param file that was written
 */
public record InitDocument(int schema, String command, String outcome, int exitCode, String file) {
    public static InitDocument of(String file) {
        return new InitDocument(RolloutDocument.SCHEMA, "init", "written", 0, file);
    }
}
