package io.github.deployctl.cli.report;

import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.protocol.Reply.StatusReport;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One change that {@code status --watch} has seen, an object on a line of its own.
 *
 * @param outcome "ok", or "lost" when the host did not answer
 */
public record WatchDocument(
        int schema,
        String command,
        Instant at,
        String host,
        String outcome,
        @Nullable StatusReport answer,
        @Nullable Failure failure) {
    public static WatchDocument of(Instant at, String host, StatusReport answer) {
        return new WatchDocument(RolloutDocument.SCHEMA, "status", at, host, "ok", answer, null);
    }

    public static WatchDocument lost(Instant at, String host, Failure why) {
        return new WatchDocument(RolloutDocument.SCHEMA, "status", at, host, "lost", null, why);
    }
}
