package io.github.deployctl.cli.config;

import io.github.deployctl.cli.config.key.Key;
import io.github.deployctl.cli.config.key.Keys;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Files that hold one key, and beside it what has to be there. */
final class KeyTexts {
    private KeyTexts() {}

    /** Returns a file in which {@code key} has a value. */
    static String with(Key key, String value) {
        return file(key.path(), key.name() + ": " + value);
    }

    /** Returns a file in which {@code key} is not, but the section that it stands in. */
    static String without(Key key) {
        return file(key.path(), "");
    }

    /** Returns a file in which {@code entry} stands where the key {@code path} would. */
    private static String file(String path, String entry) {
        String section = path.contains(".") ? path.substring(0, path.lastIndexOf('.')) : "";
        String entries = Stream.concat(
                        Keys.in(section).stream()
                                .filter(other ->
                                        other.isRequired() && !other.path().equals(path))
                                .map(other -> other.name() + ": " + other.example()),
                        Stream.of(entry))
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining(", ", "{", "}"));
        return section.isEmpty()
                ? entries + "\n"
                : file(section, section.substring(section.lastIndexOf('.') + 1) + ": " + entries);
    }
}
