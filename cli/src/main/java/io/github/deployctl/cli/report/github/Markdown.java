package io.github.deployctl.cli.report.github;

import io.github.deployctl.common.failure.Evidence;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.text.Visible;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A page that is being written and does not grow beyond what a step may leave. What comes from a host or a program is text there, never markup. */
final class Markdown {
    /** In bytes of UTF-8; the runner throws a longer one than 1 MiB away as a whole. */
    static final int LARGEST = 900_000;

    /** For the end of what is cut. */
    private static final int RESERVE = 1_000;

    private final StringBuilder page = new StringBuilder();
    private int left = LARGEST - RESERVE;
    private boolean cut;

    /** Returns {@code text} as it reads, on one line, in a table too. */
    static String text(String text) {
        StringBuilder shown = new StringBuilder(text.length() + 16);
        for (char c : Visible.of(text.replace('\t', ' ')).toCharArray()) {
            switch (c) {
                case '&' -> shown.append("&amp;");
                case '<' -> shown.append("&lt;");
                case '>' -> shown.append("&gt;");
                case '\\', '`', '*', '_', '[', ']', '|', '#', '~', '!', '@' ->
                    shown.append("&#").append((int) c).append(';');
                default -> shown.append(c);
            }
        }
        return shown.toString();
    }

    /** Returns {@code words}, which hold names only, in the script of a command. */
    static String code(String words) {
        return "<code>" + text(words) + "</code>";
    }

    void line(String markup) {
        append(markup + "\n\n");
    }

    void row(List<String> cells) {
        append("| " + String.join(" | ", cells) + " |\n");
    }

    /** All that is known of a failure. */
    void failure(String host, Failure failure) {
        List<String> lines = new ArrayList<>();
        for (Evidence evidence : failure.evidence()) {
            lines.add(evidence.title() + (evidence.lines().isEmpty() ? "" : ":"));
            evidence.lines().forEach(line -> lines.add("  " + line));
        }
        if (failure.serving() != null) {
            lines.add(failure.serving());
        }
        if (failure.hint() != null) {
            lines.add("Try: " + failure.hint());
        }
        folded(host + failure.message(), lines);
    }

    /** Lines that are there for whoever unfolds them. */
    void folded(String title, List<String> lines) {
        if (!append("<details><summary>" + text(title) + "</summary>\n\n<pre>\n")) {
            return;
        }
        for (String line : lines) {
            String shown = Visible.of(line.replace("\t", "    "));
            append(shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") + "\n");
        }
        // Always: what is open would swallow all that follows.
        page.append("</pre>\n</details>\n\n");
    }

    /** Returns whether it is there: from the first on that does not fit, nothing is. */
    private boolean append(String markup) {
        left = cut ? left : left - markup.getBytes(StandardCharsets.UTF_8).length;
        if (left >= 0) {
            page.append(markup);
            return true;
        }
        if (!cut) {
            page.append("... cut here: all of it is in the report\n");
        }
        cut = true;
        return false;
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
