package io.github.deployctl.cli.report;

import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.HistoryEntry;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line of history for people, times in UTC. */
public final class HistoryText {
    private HistoryText() {}

    public static String of(String label, HistoryEntry entry) {
        List<String> parts = new ArrayList<>();
        parts.add(label);
        parts.add(entry.at().truncatedTo(ChronoUnit.SECONDS).toString());
        parts.add(entry.operation());
        String step = (entry.previous() == null ? "" : entry.previous() + " -> ")
                + (entry.release() == null ? "stopped" : entry.release());
        parts.add(step);
        Failure failure = entry.failure();
        parts.add(outcome(failure));
        parts.add("by " + entry.by());
        if (entry.reason() != null && failure == null) {
            parts.add("reason: " + entry.reason());
        }
        return String.join("  ", parts).replaceAll("\\p{Cntrl}", "?");
    }

    /** With a way back that was gone, the failure is that of the release that was left. */
    private static String outcome(@Nullable Failure failure) {
        if (failure == null) {
            return "done";
        }
        return (failure.code() == FailureCode.REVERTED ? "done: " : "failed: ") + failure.message();
    }
}
