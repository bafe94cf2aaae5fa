package io.github.deployctl.cli.config;

import static java.util.Objects.requireNonNull;

/**
 * What counts for one key.
 *
 * @param value a text, or a list or map of them
 * @param source where it comes from
 * @param place the option, the variable, or the file and line; empty for a default
 */
public record Setting(String key, Object value, Source source, String place) {
    public Setting {
        requireNonNull(key, "key");
        requireNonNull(value, "value");
        requireNonNull(source, "source");
        requireNonNull(place, "place");
    }

    /** Where a value may come from; one that stands earlier wins. */
    public enum Source {
        FLAG,
        ENVIRONMENT,
        PROJECT_FILE,
        USER_FILE,
        DEFAULT
    }
}
