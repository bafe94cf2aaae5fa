package io.github.deployctl.cli.doctor;

import io.github.deployctl.common.text.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** What was found, for people: a line for each finding, what follows and the fix below it. */
public final class DoctorText {
    private static final String INDENT = " ".repeat(20);

    private final BiFunction<Level, String, String> style;
    private final List<String> lines = new ArrayList<>();

    private DoctorText(BiFunction<Level, String, String> style) {
        this.style = style;
    }

    /** Returns the lines; {@code style} colours the word of a level. */
    public static List<String> of(CheckUp checkUp, BiFunction<Level, String, String> style) {
        DoctorText text = new DoctorText(style);
        text.part("here", checkUp.here());
        checkUp.hosts().forEach(host -> text.part(host.host().label(), host.findings()));
        text.lines.add("");
        text.lines.add(summary(checkUp));
        return text.lines;
    }

    private void part(String title, List<Diagnosis> findings) {
        lines.add(title);
        for (int i = 0; i < findings.size(); i++) {
            Diagnosis first = findings.get(i);
            int end = i + 1;
            while (end < findings.size() && isSkippedWith(first, findings.get(end))) {
                end++;
            }
            add(
                    first,
                    findings.subList(i + 1, end).stream().map(Diagnosis::check).toList());
            i = end - 1;
        }
    }

    /** What was left out for the same reason is told in one line. */
    private static boolean isSkippedWith(Diagnosis first, Diagnosis next) {
        return first.level() == Level.SKIP
                && next.level() == Level.SKIP
                && first.found().equals(next.found());
    }

    private void add(Diagnosis finding, List<String> more) {
        String word = finding.level().word();
        String checks = String.join(
                ", ", Stream.concat(Stream.of(finding.check()), more.stream()).toList());
        String head = more.isEmpty() ? padded(checks, 12) + finding.found() : checks + ": " + finding.found();
        lines.add("  " + style.apply(finding.level(), word) + " ".repeat(6 - word.length()) + Visible.of(head));
        if (finding.follows() != null) {
            lines.add(Visible.of(INDENT + "so: " + finding.follows()));
        }
        if (finding.fix() != null) {
            lines.add(Visible.of(INDENT + "Try: " + finding.fix()));
        }
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }

    private static String summary(CheckUp checkUp) {
        int failed = checkUp.count(Level.FAIL);
        int warned = checkUp.count(Level.WARN);
        int skipped = checkUp.count(Level.SKIP);
        return (failed == 0 ? "Nothing failed" : failed + " failed") + ", "
                + (warned == 0 ? "no warnings" : warned + (warned == 1 ? " warning" : " warnings"))
                + ", " + checkUp.count(Level.OK) + " ok"
                + (skipped == 0 ? "" : ", " + skipped + " not looked at") + ".";
    }
}
