package io.github.deployctl.e2e.kit.actions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * An {@code action.yml} of a composite action.
 *
 * @param inputs their defaults by their names
 * @param outputs the expressions of their values by their names
 */
public record ActionFile(Path folder, Map<String, String> inputs, Map<String, String> outputs, List<Step> steps) {
    /**
     * A step that runs a script of bash.
     *
     * @param id or nothing
     * @param condition what stands after {@code if}, or nothing
     */
    public record Step(String id, String condition, String run, Map<String, String> env) {
        public Step {
            env = Map.copyOf(env);
        }
    }

    public ActionFile {
        steps = List.copyOf(steps);
    }

    /** Reads the one in {@code folder}. A member that the runner here does not know is an error. */
    public static ActionFile in(Path folder) throws IOException {
        Map<String, Object> file = map(yaml(folder.resolve("action.yml")));
        only(file, "name", "description", "author", "branding", "inputs", "outputs", "runs");
        Map<String, Object> runs = map(file.getOrDefault("runs", Map.of()));
        only(runs, "using", "steps");
        if (!"composite".equals(runs.get("using"))) {
            throw new IllegalArgumentException("not composite");
        }
        List<Step> steps = ((List<?>) runs.getOrDefault("steps", List.of()))
                .stream().map(step -> step(map(step))).toList();
        return new ActionFile(
                folder,
                members(map(file.getOrDefault("inputs", Map.of())), "default"),
                members(map(file.getOrDefault("outputs", Map.of())), "value"),
                steps);
    }

    /** Returns a YAML file as maps, lists and scalars. */
    public static Object yaml(Path file) throws IOException {
        return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    }

    /** Returns a mapping with its keys as text. */
    public static Map<String, Object> map(Object node) {
        Map<String, Object> map = new LinkedHashMap<>();
        ((Map<?, ?>) node).forEach((key, value) -> map.put(String.valueOf(key), value));
        return map;
    }

    private static Step step(Map<String, Object> step) {
        if (!"bash".equals(step.get("shell"))) {
            throw new IllegalArgumentException("a step's shell is not bash");
        }
        return script(step);
    }

    /** Returns a step that runs a script, of an action or of a workflow. */
    static Step script(Map<String, Object> step) {
        only(step, "id", "if", "name", "shell", "run", "env");
        Map<String, String> env = new LinkedHashMap<>();
        map(step.getOrDefault("env", Map.of())).forEach((name, value) -> env.put(name, String.valueOf(value)));
        return new Step(
                (String) step.getOrDefault("id", ""),
                (String) step.getOrDefault("if", ""),
                (String) step.getOrDefault("run", ""),
                env);
    }

    private static Map<String, String> members(Map<String, Object> all, String member) {
        Map<String, String> values = new LinkedHashMap<>();
        all.forEach((name, about) -> {
            Map<String, Object> each = map(about);
            only(each, "description", member);
            values.put(name, String.valueOf(each.getOrDefault(member, "")));
        });
        return values;
    }

    static void only(Map<String, Object> map, String... known) {
        Set<String> unknown = new TreeSet<>(map.keySet());
        unknown.removeAll(Set.of(known));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("unknown: " + unknown);
        }
    }
}
