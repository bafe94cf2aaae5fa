package io.github.deployctl.cli.terminal;

import io.github.deployctl.cli.report.github.WorkflowCommand;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What the run of a job of GitHub Actions is to be marked with, one mark for all errors and one for all warnings, since a step gets ten of each and no more.
 * Thread-safe.
 */
final class StepAnnotations {
    /** Of those that are named one by one. */
    private static final int MOST_NAMED = 10;

    private final List<String> errors = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /** Notes one error, with the lines that say what to do about it. */
    synchronized void error(List<String> lines) {
        errors.add(String.join("\n", lines));
    }

    synchronized void warning(String text) {
        warnings.add(text);
    }

    /** Writes the marks, and forgets what they are of. */
    synchronized void write(PrintStream raw, String title) {
        mark(raw, "warning", title, warnings);
        mark(raw, "error", title, errors);
        raw.flush();
    }

    private static void mark(PrintStream raw, String level, String title, List<String> texts) {
        if (texts.isEmpty()) {
            return;
        }
        int named = Math.min(MOST_NAMED, texts.size());
        String more = named < texts.size() ? "\nand " + (texts.size() - named) + " more, in the log" : "";
        String count = texts.size() == 1 ? "" : ": " + texts.size() + " " + level + "s";
        raw.println(new WorkflowCommand(level, title + count, String.join("\n", texts.subList(0, named)) + more));
        texts.clear();
    }
}
