package io.github.deployctl.cli.text;

import java.util.ArrayList;
import java.util.List;

/** Cells under each other, two spaces apart, and words that go on in the next line. */
public final class Columns {
    private static final String GAP = "  ";
    /** The checksum at the end of a release's id, which tells two of one version apart. */
    private static final int TAIL = 8;

    private Columns() {}

    /** Returns a line for each row; all rows have as many cells. */
    public static List<String> of(List<List<String>> rows) {
        int[] widths = widths(rows);
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                line.append(row.get(i))
                        .append(" ".repeat(widths[i] - row.get(i).length()))
                        .append(GAP);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    /** Returns how wide the widest of these lines is. */
    public static int width(List<String> lines) {
        return lines.stream().mapToInt(String::length).max().orElse(0);
    }

    /** Returns {@code words} in lines of at most {@code width}, the first after {@code title}, the others below its words. */
    public static List<String> wrap(String title, List<String> words, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(title);
        for (String word : words) {
            if (line.length() > title.length() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line = new StringBuilder(" ".repeat(title.length()));
            }
            line.append(' ').append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /** Returns a line in lines of at most {@code width}, broken between cells only: a cell that is wider stays whole. */
    public static List<String> fold(String line, int width) {
        List<String> lines = new ArrayList<>();
        if (line.length() <= width) {
            return List.of(line);
        }
        StringBuilder folded = new StringBuilder();
        for (String cell : line.split("(?<=\\S) {2,}(?=\\S)", -1)) {
            if (folded.length() > 0 && folded.length() + GAP.length() + cell.length() > width) {
                lines.add(folded.toString());
                folded = new StringBuilder(GAP);
            }
            folded.append(folded.length() > 0 && !folded.toString().isBlank() ? GAP : "")
                    .append(cell);
        }
        lines.add(folded.toString());
        return lines;
    }

    /** Returns a text that is no longer than {@code most}, its end cut off where it is. */
    public static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, Math.max(0, most - 3)) + "...";
    }

    /** Returns a release's id that is no longer than {@code most}, at least 11, with what tells it from others. */
    public static String shorten(String id, int most) {
        int head = most - TAIL - 2;
        return id.length() <= most ? id : id.substring(0, head) + ".." + id.substring(id.length() - TAIL);
    }

    private static int[] widths(List<List<String>> rows) {
        int[] widths = new int[rows.isEmpty() ? 0 : rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return widths;
    }
}
