package io.github.deployctl.cli.report;

import io.github.deployctl.cli.deploy.RolloutResult;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code --report FILE} keeps: the JSON document of the verb, whatever way it ends, with what only a file can say. Members are only ever added while
 * {@code schema} stays.
 *
 * @param outcome as in {@link RolloutDocument}; or {@code planned}; or {@code interrupted} as long as the verb has not ended
 * @param hosts those that are done with, for better or worse
 * @param hook why what was to be run here afterwards has failed, or null
 * @param failure why it came to no host, or null
 * @param wanted the release that is pushed, or null when that is not known
 * @param standing what is true on the hosts where the verb has not ended, or null
 * @param tookMillis since {@code began}
 */
public record Report(
        int schema,
        String command,
        String outcome,
        int exitCode,
        List<RolloutDocument.Host> hosts,
        @Nullable Failure hook,
        @Nullable Failure failure,
        @Nullable String wanted,
        @Nullable String standing,
        Instant began,
        long tookMillis) {
    /** What the verb is called that has neither ended nor failed. */
    public static final String INTERRUPTED = "interrupted";

    /** What a verb is called that has only said what it would do. */
    public static final String PLANNED = "planned";

    public Report {
        hosts = List.copyOf(hosts);
    }

    /** One that has just begun. */
    static Report begun(String command, Instant now) {
        return new Report(
                RolloutDocument.SCHEMA,
                command,
                INTERRUPTED,
                FailureCode.INTERRUPTED.exitStatus(),
                List.of(),
                null,
                null,
                null,
                "nothing was changed on any host",
                now,
                0);
    }

    Report wanted(String release) {
        return new Report(
                schema, command, outcome, exitCode, hosts, hook, failure, release, standing, began, tookMillis);
    }

    Report standing(String now, RolloutResult soFar) {
        List<RolloutDocument.Host> done = RolloutDocument.of(command, soFar).hosts();
        return new Report(schema, command, outcome, exitCode, done, hook, failure, wanted, now, began, tookMillis);
    }

    Report ended(RolloutResult result) {
        RolloutDocument document = RolloutDocument.of(command, result);
        return new Report(
                schema,
                command,
                document.outcome(),
                document.exitCode(),
                document.hosts(),
                document.hook(),
                null,
                wanted,
                null,
                began,
                tookMillis);
    }

    Report failed(Failure why) {
        return new Report(
                schema, command, "failed", why.code().exitStatus(), hosts, hook, why, wanted, null, began, tookMillis);
    }

    Report planned(int exitStatus) {
        return new Report(schema, command, PLANNED, exitStatus, hosts, hook, null, wanted, null, began, tookMillis);
    }

    Report at(Instant now) {
        long took = Math.max(0, now.toEpochMilli() - began.toEpochMilli());
        return new Report(schema, command, outcome, exitCode, hosts, hook, failure, wanted, standing, began, took);
    }

    /** Returns whether every host is as it was asked to be. */
    public boolean isDone() {
        return outcome.equals("deployed") || outcome.equals("unchanged");
    }
}
