package io.github.deployctl.cli.config;

import io.github.deployctl.common.config.JavaRequirement;
import io.github.deployctl.common.config.Launch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** {@code java}, {@code command}, {@code cwd} and {@code env}. */
final class LaunchReader {
    private LaunchReader() {}

    static Launch read(Section file) {
        @Nullable Section java = file.section("java").orElse(null);
        String cwd = file.get("cwd").map(LaunchReader::cwd).orElse(Launch.DEFAULT.cwd());
        @Nullable
        String home =
                java == null ? null : java.get("home").map(LaunchReader::home).orElse(null);
        @Nullable
        JavaRequirement version = java == null
                ? null
                : java.get("version")
                        .map(node -> Values.parsed(node, "java.version", JavaRequirement::parse))
                        .orElse(null);
        List<String> options = arguments(java, "options");
        List<String> args = arguments(java, "args");
        Map<String, String> env = file.get("env").map(LaunchReader::env).orElse(Map.of());
        Launch ofJar = new Launch(home, version, options, args, cwd, env);
        return file.get("command")
                .map(node ->
                        Values.checked(node, () -> new Launch(home, version, options, args, cwd, env, command(node))))
                .orElse(ofJar);
    }

    private static List<String> command(Node node) {
        List<String> words = Values.texts(node, "command");
        if (words.isEmpty()) {
            throw ConfigException.at(node, "command names no program");
        }
        return words;
    }

    private static String home(Node node) {
        return Values.parsed(node, "java.home", home -> {
            if (!home.startsWith("/")) {
                throw new IllegalArgumentException("java.home must be an absolute path on the host");
            }
            return home;
        });
    }

    private static String cwd(Node node) {
        return Values.parsed(
                node, "cwd", cwd -> launch(List.of(), cwd, Map.of()).cwd());
    }

    private static List<String> arguments(@Nullable Section java, String key) {
        return java == null
                ? List.of()
                : java.get(key)
                        .map(node -> {
                            List<String> texts = Values.texts(node, "java." + key);
                            return Values.checked(
                                    node,
                                    () -> launch(texts, Launch.DEFAULT.cwd(), Map.of())
                                            .args());
                        })
                        .orElse(List.of());
    }

    private static Map<String, String> env(Node node) {
        Map<String, String> env = new LinkedHashMap<>();
        Section.open(node, "env").entries().forEach((name, entry) -> {
            env.put(name, Values.text(entry.getValueNode(), "env." + name));
            Values.checked(entry.getKeyNode(), () -> launch(List.of(), Launch.DEFAULT.cwd(), env));
        });
        return env;
    }

    /** What the record refuses in one part, it refuses with every other part at its default. */
    private static Launch launch(List<String> args, String cwd, Map<String, String> env) {
        return new Launch(null, null, List.of(), args, cwd, env);
    }
}
