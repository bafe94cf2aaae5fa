package io.github.deployctl.cli.terminal;

import java.util.Locale;

/** How progress and result are written. */
public enum OutputMode {
    /** {@link #TTY} on a terminal, {@link #GITHUB} in a job of GitHub Actions, else {@link #PLAIN}. */
    AUTO,
    /** A line a host that lives, for a person who watches. */
    TTY,
    /** Lines that stay, for a log. */
    PLAIN,
    /** One document at the end, for a program. */
    JSON,
    /** An object a line as things happen, and the document as the last of them, for a program that watches. */
    JSONL,
    /** Lines that stay, in groups, with annotations: for the log of a job of GitHub Actions. */
    GITHUB;

    /** Returns whether a program reads it. */
    public boolean isJson() {
        return this == JSON || this == JSONL;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
