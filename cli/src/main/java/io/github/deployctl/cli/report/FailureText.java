package io.github.deployctl.cli.report;

import io.github.deployctl.common.failure.Failure;
import java.util.ArrayList;
import java.util.List;

/** A failure for people: what did not happen and why, what was found, what serves now, what to try. */
public final class FailureText {
    /** The rest is in the JSON document. */
    private static final int MOST_EVIDENCE = 50;

    private FailureText() {}

    /** Returns the lines for a failure of the whole command. */
    public static List<String> of(Failure failure) {
        return of("", failure);
    }

    /** Returns the lines for a failure of one host. */
    public static List<String> of(String label, Failure failure) {
        List<String> lines = new ArrayList<>();
        lines.add("deployctl: " + (label.isEmpty() ? "" : label + ": ") + clean(failure.message()));
        List<String> evidence = failure.evidence();
        // Whoever collected it put the most telling first: where it listens and its last words come before its threads.
        int shown = Math.min(evidence.size(), MOST_EVIDENCE);
        evidence.subList(0, shown).forEach(line -> lines.add("  | " + clean(line)));
        if (shown < evidence.size()) {
            lines.add("  | ... " + (evidence.size() - shown) + " more lines with --json");
        }
        if (failure.serving() != null) {
            lines.add(clean(failure.serving()));
        }
        if (failure.hint() != null) {
            lines.add("Try: " + clean(failure.hint()));
        }
        return lines;
    }

    /** What comes from a host or a file must not steer the terminal. */
    private static String clean(String text) {
        return text.replace("\t", "    ").replaceAll("\\p{Cntrl}", "?");
    }
}
