package io.github.deployctl.cli.report;

import io.github.deployctl.cli.text.Shown;
import io.github.deployctl.common.protocol.HistoryEntry;
import io.github.deployctl.common.protocol.Proof;
import io.github.deployctl.common.protocol.Timings;
import io.github.deployctl.common.text.Visible;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** One entry of a history for people, with all that was found. */
public final class HistoryPage {
    private final List<String> lines = new ArrayList<>();

    private HistoryPage() {}

    public static List<String> of(String label, HistoryEntry entry) {
        HistoryPage page = new HistoryPage();
        page.lines.add(label + "  entry " + entry.id() + "  " + entry.operation() + "  " + HistoryTable.outcome(entry));
        page.add("when", entry.at().truncatedTo(ChronoUnit.SECONDS).toString());
        page.add("who", entry.by());
        page.add("release", entry.release() == null ? "none" : entry.release().value());
        if (entry.previous() != null) {
            page.add("before", entry.previous().value());
        }
        if (entry.reason() != null) {
            page.add("reason", entry.reason());
        }
        page.addTimes(entry);
        if (entry.proof() != null) {
            page.addProof(entry.proof());
        }
        List<String> all = page.lines.stream().map(Visible::of).toList();
        return entry.failure() == null ? all : with(all, FailureText.inFull(entry.failure()));
    }

    private void addTimes(HistoryEntry entry) {
        Timings timings = entry.timings();
        if (entry.tookMillis() > 0) {
            add("took", Shown.millis(entry.tookMillis()));
        }
        if (timings.readyMillis() > 0) {
            add("ready", Shown.millis(timings.readyMillis()));
        }
        if (timings.moveMillis() > 0) {
            add("moved", Shown.millis(timings.moveMillis()));
        }
        // Of a drain that an agent did not see the end of nothing is known.
        if (timings.drainMillis() > 0) {
            add(
                    "drained",
                    (timings.connections() - timings.cut()) + "/" + timings.connections() + " in "
                            + Shown.millis(timings.drainMillis()));
        }
    }

    private void addProof(Proof proof) {
        add(
                "proof",
                HistoryTable.proof(proof) + "  (" + proof.looks() + " looks in " + Shown.millis(proof.windowMillis())
                        + ")");
        proof.findings().forEach(finding -> add("", finding));
    }

    private void add(String name, String value) {
        String title = name.isEmpty() ? "" : name + ":";
        lines.add("  " + title + " ".repeat(10 - title.length()) + value);
    }

    private static List<String> with(List<String> first, List<String> then) {
        List<String> both = new ArrayList<>(first);
        both.addAll(then);
        return both;
    }
}
