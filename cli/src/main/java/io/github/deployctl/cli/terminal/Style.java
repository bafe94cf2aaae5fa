package io.github.deployctl.cli.terminal;

import java.util.function.BooleanSupplier;

/** Colour, or none: the terminal's own sixteen, so that they suit whatever its owner chose. Asked for only when something is painted. */
public final class Style {
    private final BooleanSupplier wanted;

    Style(BooleanSupplier wanted) {
        this.wanted = wanted;
    }

    boolean hasColour() {
        return wanted.getAsBoolean();
    }

    public String bad(String text) {
        return paint("31", text);
    }

    public String dim(String text) {
        return paint("2", text);
    }

    private String paint(String code, String text) {
        return hasColour() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
