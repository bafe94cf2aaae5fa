package io.github.deployctl.cli.init;

import io.github.deployctl.cli.config.NewDeployFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON document of {@code init}.
 *
 * @param outcome {@code written}
 * @param files that were written
 * @param settings that were written; null where only a workflow was
 * @param notes what somebody has to know or do
 */
public record InitDocument(
        int schema,
        String command,
        String outcome,
        int exitCode,
        List<String> files,
        @Nullable Settings settings,
        List<String> notes) {
    private static final int SCHEMA = 1;

    /** What was written. */
    public record Settings(
            String app,
            String artifact,
            String port,
            List<String> hosts,
            @Nullable String ready) {}

    public static InitDocument of(List<String> files, @Nullable NewDeployFile written, List<String> notes) {
        return new InitDocument(
                SCHEMA,
                "init",
                "written",
                0,
                files,
                written == null
                        ? null
                        : new Settings(
                                written.app(),
                                written.artifact(),
                                written.port(),
                                written.hosts(),
                                written.ready().orElse(null)),
                notes);
    }
}
