package io.github.deployctl.common.failure;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * One thing that was found where something failed, such as the last lines of a log or a thread dump. The lines are as a program wrote them, so they may hold
 * commands to a terminal; they never hold the app's environment or its arguments.
 *
 * @param title what it is, on one line
 * @param lines none where the title says it all
 */
public record Evidence(String title, List<String> lines) {
    /** No line is longer, in characters; the rest of it is cut off. */
    public static final int LONGEST_LINE = 300;

    public Evidence {
        requireNonNull(title, "title");
        lines = lines == null ? List.of() : List.copyOf(lines);
    }

    public static Evidence of(String title) {
        return new Evidence(title, List.of());
    }

    /** Returns how much of it there is, in characters. */
    public int size() {
        return title.length() + lines.stream().mapToInt(String::length).sum() + lines.size();
    }

    /** Returns it with no line longer than {@link #LONGEST_LINE}. */
    public Evidence narrow() {
        return new Evidence(cut(title), lines.stream().map(Evidence::cut).toList());
    }

    /**
     * Returns as much of {@code evidence} as fits, with a note in the place of what does not: what came first stays.
     *
     * @param most in characters, by {@link #size}; the notes come on top
     */
    public static List<Evidence> within(int most, List<Evidence> evidence) {
        List<Evidence> kept = new ArrayList<>();
        int left = most;
        for (Evidence each : evidence) {
            Evidence shortened = each.size() <= left ? each : each.shortened(left);
            kept.add(shortened);
            left = Math.max(0, left - shortened.size());
        }
        return kept;
    }

    private Evidence shortened(int most) {
        List<String> kept = new ArrayList<>();
        int left = most - title.length();
        for (String line : lines) {
            left -= line.length() + 1;
            if (left < 0) {
                break;
            }
            kept.add(line);
        }
        int cut = lines.size() - kept.size();
        if (cut > 0) {
            kept.add("... " + cut + " more lines were left out");
        }
        return new Evidence(cut(title), kept);
    }

    private static String cut(String line) {
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "...";
    }
}
