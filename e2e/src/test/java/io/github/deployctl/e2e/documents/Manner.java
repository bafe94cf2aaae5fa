package io.github.deployctl.e2e.documents;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one command of the documents is typed, where it is anything but: as it stands, and it exits 0. What is not wanted is empty.
 *
 * @param unrun why it is not run at all
 * @param with variables that are set for it
 * @param first what is typed before it, so that there is something for it to do
 * @param as what is typed instead
 * @param then what is typed after it
 * @param answer what is typed when it asks, on a terminal
 * @param interrupted whether Ctrl-C ends it, after its first line
 * @param exit what it exits with
 * @param says what is in its output
 */
record Manner(
        String unrun,
        String with,
        String first,
        String as,
        String then,
        String answer,
        boolean interrupted,
        int exit,
        String says) {
    private static final List<String> KEYS =
            List.of("unrun", "with", "first", "as", "then", "answer", "interrupted", "exit", "says");
    static final Manner PLAIN = of(Map.of());

    static Manner of(Map<?, ?> how) {
        how.keySet().stream().filter(key -> !KEYS.contains(key)).findFirst().ifPresent(key -> {
            throw new IllegalArgumentException("commands.yml: " + key + " in " + how);
        });
        return new Manner(
                text(how.get("unrun")),
                text(how.get("with")),
                text(how.get("first")),
                text(how.get("as")),
                text(how.get("then")),
                text(how.get("answer")),
                Boolean.TRUE.equals(how.get("interrupted")),
                how.get("exit") instanceof Integer code ? code : 0,
                text(how.get("says")));
    }

    static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
