package io.github.deployctl.cli.report;

import io.github.deployctl.common.failure.Evidence;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.text.Visible;
import java.util.ArrayList;
import java.util.List;

/** A failure for people: what did not happen and why, what was found, what serves now, what to try. */
public final class FailureText {
    /** Of each thing that was found; of a log that is all. The rest is in the JSON document and in the history. */
    private static final int MOST_LINES = 50;

    private FailureText() {}

    /** Returns the lines for a failure of the whole command. */
    public static List<String> of(Failure failure) {
        return of("", failure);
    }

    /** Returns the lines for a failure of one host. */
    public static List<String> of(String label, Failure failure) {
        return lines(label, failure, MOST_LINES);
    }

    /** Returns the lines with all that was found. */
    static List<String> inFull(Failure failure) {
        return lines("", failure, Integer.MAX_VALUE);
    }

    private static List<String> lines(String label, Failure failure, int most) {
        List<String> lines = new ArrayList<>();
        String message = clean(failure.message());
        // What was not reached names the host itself.
        boolean isNamed = label.isEmpty() || message.startsWith(label + " ");
        lines.add("deployctl: " + (isNamed ? "" : label + ": ") + message);
        failure.evidence().forEach(each -> add(lines, each, most));
        if (failure.serving() != null) {
            lines.add(clean(failure.serving()));
        }
        if (failure.hint() != null) {
            lines.add("Try: " + clean(failure.hint()));
        }
        return lines;
    }

    private static void add(List<String> lines, Evidence evidence, int most) {
        List<String> found = evidence.lines();
        lines.add("  | " + clean(evidence.title()) + (found.isEmpty() ? "" : ":"));
        int shown = Math.min(found.size(), most);
        found.subList(0, shown).forEach(line -> lines.add("  |   " + clean(line)));
        if (shown < found.size()) {
            lines.add("  |   ... " + (found.size() - shown) + " more lines with --json, or deployctl history show");
        }
    }

    /** What comes from a host or a file must not steer the terminal. */
    private static String clean(String text) {
        return Visible.of(text.replace("\t", "    "));
    }
}
