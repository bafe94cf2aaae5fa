package io.github.deployctl.cli.report;

import io.github.deployctl.cli.text.Columns;
import io.github.deployctl.cli.text.Shown;
import io.github.deployctl.common.protocol.HistoryEntry;
import io.github.deployctl.common.protocol.Proof;
import io.github.deployctl.common.release.ReleaseId;
import io.github.deployctl.common.text.Visible;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** One host's history for people, times in UTC: a row an entry, and below it what was seen and why it failed, as far as that fits the line. */
public final class HistoryTable {
    private static final List<String> TITLES = List.of("ID", "WHEN (UTC)", "WHAT", "RELEASE", "OUTCOME", "TOOK", "WHO");
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int LONGEST_ID = 24;
    private static final int SHORTEST_ID = 11;

    private final List<HistoryEntry> entries;
    private final int width;

    private HistoryTable(List<HistoryEntry> entries, int width) {
        this.entries = entries;
        this.width = width;
    }

    /** Returns lines no longer than {@code width}. */
    public static List<String> of(String label, List<HistoryEntry> entries, int width) {
        List<String> lines = new ArrayList<>();
        lines.add(label);
        if (entries.isEmpty()) {
            lines.add("nothing was done here yet");
        } else {
            lines.addAll(new HistoryTable(entries, width).lines());
        }
        return lines.stream().map(line -> Columns.cut(Visible.of(line), width)).toList();
    }

    private List<String> lines() {
        List<String> rows = rows(LONGEST_ID, true);
        for (int id = LONGEST_ID; id >= SHORTEST_ID && Columns.width(rows) > width; id--) {
            rows = rows(id, false);
        }
        List<String> lines = new ArrayList<>();
        lines.add(rows.get(0));
        for (int i = 0; i < entries.size(); i++) {
            lines.add(rows.get(i + 1));
            notes(entries.get(i)).forEach(note -> lines.add("    " + note));
        }
        return lines;
    }

    private List<String> rows(int longestId, boolean from) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(TITLES);
        for (HistoryEntry entry : entries) {
            String who = Visible.of(entry.by()).replaceFirst(" .*", "");
            rows.add(List.of(
                    entry.id() == 0 ? "-" : Long.toString(entry.id()),
                    WHEN.format(entry.at()),
                    entry.operation(),
                    step(entry, longestId),
                    outcome(entry),
                    entry.tookMillis() == 0 ? "" : Shown.millis(entry.tookMillis()),
                    from ? who : who.replaceFirst("@.*", "")));
        }
        return Columns.of(rows);
    }

    private static String step(HistoryEntry entry, int longestId) {
        String release = entry.release() == null
                ? "stopped"
                : Columns.shorten(entry.release().value(), longestId);
        ReleaseId previous = entry.previous();
        return previous == null || previous.equals(entry.release())
                ? release
                : release + " <- " + Columns.shorten(previous.value(), longestId);
    }

    /** Returns a word for what became of it. */
    static String outcome(HistoryEntry entry) {
        if (entry.failure() == null) {
            return "done";
        }
        return switch (entry.failure().code()) {
            // Of a way back the failure is that of the release that was left.
            case REVERTED -> entry.operation().equals("revert") ? "done" : "reverted";
            case INTERRUPTED -> "called off";
            default -> entry.operation().equals("crash") ? "crashed" : "failed";
        };
    }

    private static List<String> notes(HistoryEntry entry) {
        return Stream.of(
                        Stream.ofNullable(entry.proof()).map(HistoryTable::proof),
                        Stream.ofNullable(entry.reason()),
                        Stream.ofNullable(entry.failure()).map(failure -> failure.message()))
                .flatMap(notes -> notes)
                // What the agent does by itself it does for the reason that it tells of what failed.
                .distinct()
                .toList();
    }

    /** Returns what was seen, as the result line of a push says it. */
    static String proof(Proof proof) {
        return String.join("  ", ProofText.parts(proof));
    }
}
