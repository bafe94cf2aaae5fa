package io.github.deployctl.e2e.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A recording as an SVG in which the lines come as they came, but that nobody waits longer than {@link #LONGEST_PAUSE} seconds for one. Where nothing moves, all
 * of them are shown.
 */
final class Animation {
    /** Seconds. */
    private static final double LONGEST_PAUSE = 1.2;
    /** Seconds for which the last line is shown before it all begins anew. */
    private static final double REST = 10;

    private static final int COLUMNS = 124;
    private static final double WIDTH = 7.25;
    private static final int HEIGHT = 18;
    private static final int MARGIN = 16;

    private record Shown(double at, String text) {}

    private Animation() {}

    static String of(Recording recording) {
        List<Shown> shown = new ArrayList<>();
        add(shown, 0, "$ " + recording.command());
        double at = 0;
        double before = 0;
        for (Recording.Line line : recording.lines()) {
            double after = line.after().toMillis() / 1000.0;
            at += Math.min(LONGEST_PAUSE, after - before);
            before = after;
            add(shown, at, line.text());
        }
        return svg(shown, at + REST, recording.command());
    }

    private static void add(List<Shown> shown, double at, String text) {
        String rest = text;
        while (rest.length() > COLUMNS) {
            shown.add(new Shown(at, rest.substring(0, COLUMNS)));
            rest = rest.substring(COLUMNS);
        }
        shown.add(new Shown(at, rest));
    }

    private static String svg(List<Shown> shown, double seconds, String command) {
        int width = (int) Math.ceil(COLUMNS * WIDTH) + 2 * MARGIN;
        int height = shown.size() * HEIGHT + 2 * MARGIN;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\""
                        + " font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"12\">%n"
                        + "<title>%s: a real run; pauses are cut to %.1f s</title>%n"
                        + "<rect width=\"%d\" height=\"%d\" rx=\"8\" fill=\"#0d1117\"/>%n",
                width,
                height,
                width,
                height,
                escaped(command),
                LONGEST_PAUSE,
                width,
                height));
        int y = MARGIN + 12;
        for (Shown line : shown) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%d\" fill=\"%s\" xml:space=\"preserve\">%s%s</text>%n",
                    MARGIN,
                    y,
                    line.text().startsWith("$ ") ? "#7ee787" : "#e6edf3",
                    escaped(line.text()),
                    appearing(line.at(), seconds)));
            y += HEIGHT;
        }
        return svg.append("</svg>\n").toString();
    }

    private static String appearing(double at, double seconds) {
        if (at == 0) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "<animate attributeName=\"opacity\" calcMode=\"discrete\" values=\"0;1\" keyTimes=\"0;%.4f\" dur=\"%.2fs\" repeatCount=\"indefinite\"/>",
                at / seconds,
                seconds);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
