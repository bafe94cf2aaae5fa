package io.github.deployctl.cli.terminal;

import java.util.Locale;

/** How progress and result are written. */
public enum OutputMode {
    /** {@link #TTY} on a terminal, else {@link #PLAIN}. */
    AUTO,
    /** A line that lives, for a person who watches. */
    TTY,
    /** Lines that stay, for a log. */
    PLAIN,
    /** One document at the end, for a program. */
    JSON;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
