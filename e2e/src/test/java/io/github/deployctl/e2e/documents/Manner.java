package io.github.deployctl.e2e.documents;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * How one command of the documents is typed, where it is anything but: as it stands, and it exits 0.
 *
 * @param unrun why it is not run at all; empty where it is
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
        String unrun, String with, String first, String as, String then, String answer, boolean interrupted, int exit, String says) {
    static final Manner PLAIN = of(Map.of());

    /** Those of one document. */
    record Scene(String document, String before) {}

    /** Everything that {@code commands.yml} says, with the commands that are nowhere else. */
    record Table(List<String> configurations, List<Scene> scenes, Map<String, Manner> commands) {
        Manner of(String command) {
            return Optional.ofNullable(commands.get(command)).orElse(PLAIN);
        }
    }

    static Table table() throws IOException {
        try (InputStream in = Manner.class.getResourceAsStream("/documents/commands.yml")) {
            Map<?, ?> all = (Map<?, ?>)
                    new Load(LoadSettings.builder().build()).loadFromInputStream(in);
            List<Scene> scenes = ((Map<?, ?>) all.get("documents"))
                    .entrySet().stream()
                            .map(each -> new Scene(text(each.getKey()), text(each.getValue())))
                            .toList();
            Map<String, Manner> commands = new LinkedHashMap<>();
            ((Map<?, ?>) all.get("commands")).forEach((command, how) -> commands.put(text(command), of((Map<?, ?>) how)));
            List<String> configurations = ((List<?>) all.get("configurations"))
                    .stream().map(Manner::text).toList();
            return new Table(configurations, scenes, commands);
        }
    }

    private static Manner of(Map<?, ?> how) {
        if (!List.of("unrun", "with", "first", "as", "then", "answer", "interrupted", "exit", "says").containsAll(how.keySet())) {
            throw new IllegalArgumentException("commands.yml: " + how);
        }
        Object exit = how.get("exit");
        return new Manner(
                text(how.get("unrun")),
                text(how.get("with")),
                text(how.get("first")),
                text(how.get("as")),
                text(how.get("then")),
                text(how.get("answer")),
                Boolean.TRUE.equals(how.get("interrupted")),
                exit instanceof Integer code ? code : 0,
                text(how.get("says")));
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }
}
