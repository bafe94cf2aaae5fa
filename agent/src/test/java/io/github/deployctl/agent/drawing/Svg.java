package io.github.deployctl.agent.drawing;

import java.util.Locale;
import java.util.Map;

/** An SVG being drawn, in pixels from the upper left corner. */
final class Svg {
    /** By the names of states. */
    static final Map<String, String> COLOURS = Map.of(
            "WAITING", "#d0d7de",
            "CANDIDATE", "#ffdf99",
            "PROMOTED", "#b6e3ff",
            "LIVE", "#8ddb8c",
            "DRAINING", "#e2c5ff",
            "STANDBY", "#c8e1ff",
            "STOPPING", "#ffc1ba");

    private final StringBuilder text = new StringBuilder();

    Svg(int width, int height, String title) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\""
                        + " font-family=\"sans-serif\" font-size=\"13\">",
                width, height, width, height);
        add("<title>%s</title>", title);
        add("<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\""
                + " orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" fill=\"#57606a\"/></marker></defs>");
        add("<rect width=\"%d\" height=\"%d\" rx=\"8\" fill=\"#ffffff\"/>", width, height);
    }

    void box(int x, int y, int width, int height, String colour) {
        add(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\" fill=\"%s\" stroke=\"#57606a\"/>",
                x, y, width, height, colour);
    }

    void text(int x, int y, String anchor, String words) {
        add("<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" fill=\"#24292f\">%s</text>", x, y, anchor, words);
    }

    void note(int x, int y, String words) {
        add("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" font-size=\"11\" fill=\"#57606a\">%s</text>", x, y, words);
    }

    void line(int x, int top, int bottom) {
        add("<path d=\"M%d %dV%d\" stroke=\"#d0d7de\" stroke-dasharray=\"3 3\"/>", x, top, bottom);
    }

    /** An arrow along a curve that is drawn towards the point in the middle. */
    void arrow(int fromX, int fromY, int towardsX, int towardsY, int toX, int toY) {
        add(
                "<path d=\"M%d %dQ%d %d %d %d\" fill=\"none\" stroke=\"#57606a\" marker-end=\"url(#tip)\"/>",
                fromX, fromY, towardsX, towardsY, toX, toY);
    }

    String end() {
        return text + "</svg>\n";
    }

    private void add(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
