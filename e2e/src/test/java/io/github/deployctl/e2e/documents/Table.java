package io.github.deployctl.e2e.documents;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What {@code commands.yml} says of the documents and of their commands.
 *
 * @param configurations the documents whose {@code deployctl.yml} is taken over
 * @param scenes in the order in which they are followed
 * @param commands those that need more than to be typed
 */
record Table(List<String> configurations, List<Scene> scenes, Map<String, Manner> commands) {
    private static final String FILE = "/documents/commands.yml";

    /** A document, and what is typed before its first command. */
    record Scene(String document, String before) {}

    static Table read() throws IOException {
        try (InputStream in = Table.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IOException("there is no " + FILE);
            }
            Object all = new Load(LoadSettings.builder().build()).loadFromInputStream(in);
            List<String> configurations = new ArrayList<>();
            List<Scene> scenes = new ArrayList<>();
            Map<String, Manner> commands = new LinkedHashMap<>();
            part(all, "configurations").forEach((document, nothing) -> configurations.add(Manner.text(document)));
            part(all, "documents")
                    .forEach((document, before) -> scenes.add(new Scene(Manner.text(document), Manner.text(before))));
            part(all, "commands")
                    .forEach((command, how) -> commands.put(
                            Manner.text(command), Manner.of(how instanceof Map<?, ?> map ? map : Map.of())));
            return new Table(configurations, scenes, commands);
        }
    }

    private static Map<?, ?> part(Object all, String key) throws IOException {
        if (all instanceof Map<?, ?> map && map.get(key) instanceof Map<?, ?> part) {
            return part;
        }
        throw new IOException(FILE + " has no " + key);
    }

    Manner of(String command) {
        return commands.getOrDefault(command, Manner.PLAIN);
    }
}
