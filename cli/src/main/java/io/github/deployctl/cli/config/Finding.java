package io.github.deployctl.cli.config;

import static java.util.Objects.requireNonNull;

/**
 * Something that is wrong in a file.
 *
 * @param line counted from 1; 0 where it is about the file as a whole
 * @param column counted from 1; 0 likewise
 */
public record Finding(int line, int column, String message) {
    public Finding {
        requireNonNull(message, "message");
    }

    /** Returns {@code file:line:column: message}, as editors and compilers write it. */
    public String located(String file) {
        return file + (line == 0 ? "" : ":" + line + ":" + column) + ": " + message;
    }
}
