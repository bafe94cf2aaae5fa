package io.github.deployctl.cli.terminal;

/** Colour, or none: the terminal's own sixteen, so that they suit whatever its owner chose. */
public record Style(boolean colour) {
    public String good(String text) {
        return paint("32", text);
    }

    public String bad(String text) {
        return paint("31", text);
    }

    public String dim(String text) {
        return paint("2", text);
    }

    private String paint(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
