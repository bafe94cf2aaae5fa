package io.github.deployctl.cli.report;

import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.protocol.HistoryEntry;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

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
        parts.add(failure == null ? "done" : "failed: " + failure.message());
        parts.add("by " + entry.by());
        return String.join("  ", parts).replaceAll("\\p{Cntrl}", "?");
    }
}
