package io.github.deployctl.cli.init;

import static java.util.Objects.requireNonNull;

/**
 * Something that a project says.
 *
 * @param from which file says it, or what it is taken from
 */
public record Guess(String value, String from) {
    public Guess {
        requireNonNull(value, "value");
        requireNonNull(from, "from");
    }
}
