package io.github.deployctl.cli.config.key;

import io.github.deployctl.cli.config.key.Form.Either;
import io.github.deployctl.cli.config.key.Form.Listing;
import io.github.deployctl.cli.config.key.Form.Scalar;
import io.github.deployctl.cli.config.key.Form.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The two files of the configuration as JSON schemas: draft 7, which is what editors know best. */
public final class JsonSchema {
    private static final String NOT = "not";
    private static final String REQUIRED = "required";

    /** What cannot stand together, by the section that it stands in. */
    private static final Map<String, List<List<String>>> APART = Map.of(
            "ready", List.of(List.of("http", "bound"), List.of("http", "notify"), List.of("bound", "notify")),
            "ready.http", List.of(List.of("listener", "address")));

    private JsonSchema() {}

    /** Returns the schema of {@code deployctl.yml} as maps, lists and values. */
    public static Map<String, Object> document() {
        Map<String, Object> schema =
                begun("deployctl.yml", "What deployctl deploys, where to, and how. Unknown keys are errors.");
        schema.putAll(group(""));
        schema.put("allOf", List.of(apart("command", "options"), apart("command", "args")));
        return schema;
    }

    /** Returns the schema of a user's own file. */
    public static Map<String, Object> ofUserFile() {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (UserKey key : UserKey.values()) {
            Map<String, Object> property = new LinkedHashMap<>();
            property.put("description", key.purpose() + " Example: " + key.text() + ": " + key.example());
            property.putAll(form(key.form(), key.text()));
            properties.put(key.text(), property);
        }
        Map<String, Object> schema =
                begun("deployctl/config.yml", "A user's own defaults for deployctl. Unknown keys are errors.");
        // A file with comments alone is one that says nothing.
        schema.put("type", List.of("object", "null"));
        schema.put("additionalProperties", false);
        schema.put("properties", properties);
        return schema;
    }

    private static Map<String, Object> begun(String title, String description) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("title", title);
        schema.put("description", description);
        return schema;
    }

    private static Map<String, Object> apart(String key, String ofJava) {
        Map<String, Object> java =
                Map.of("properties", Map.of(ofJava, Map.of("minItems", 1)), REQUIRED, List.of(ofJava));
        return Map.of(NOT, sorted(Map.of(REQUIRED, List.of(key, "java"), "properties", Map.of("java", sorted(java)))));
    }

    private static Map<String, Object> group(String section) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        Keys.in(section).forEach(key -> {
            properties.put(key.name(), property(key));
            if (key.isRequired()) {
                required.add(key.name());
            }
        });
        Map<String, Object> group = new LinkedHashMap<>();
        group.put("type", "object");
        group.put("additionalProperties", false);
        if (!required.isEmpty()) {
            group.put(REQUIRED, required);
        }
        List<Object> apart = new ArrayList<>();
        APART.getOrDefault(section, List.of()).forEach(keys -> apart.add(Map.of(NOT, Map.of(REQUIRED, keys))));
        if (!apart.isEmpty()) {
            group.put("allOf", apart);
        }
        group.put("properties", properties);
        return group;
    }

    private static Map<String, Object> property(Key key) {
        Map<String, Object> property = new LinkedHashMap<>();
        String absent =
                key.isRequired() ? "Required." : "Default: " + key.absent().text() + ".";
        property.put("description", key.purpose() + " " + absent + " Example: " + key.name() + ": " + key.example());
        property.putAll(form(key.form(), key.path()));
        return property;
    }

    private static Map<String, Object> form(Form form, String path) {
        if (form instanceof Scalar scalar) {
            return sorted(scalar.schema());
        }
        if (form instanceof Listing listing) {
            return sorted(Map.of("type", "array", "items", form(listing.of(), path), "minItems", listing.least()));
        }
        if (form instanceof Table table) {
            Map<String, Object> object = new TreeMap<>(Map.of(
                    "type", "object",
                    "propertyNames", Map.of("pattern", table.names()),
                    "additionalProperties", form(table.of(), path)));
            if (table.most() > 0) {
                object.put("minProperties", 1);
                object.put("maxProperties", table.most());
            }
            return object;
        }
        if (form instanceof Either either) {
            return Map.of(
                    "anyOf", either.forms().stream().map(one -> form(one, path)).toList());
        }
        return group(path);
    }

    /** The order of {@code Map.of} is another in each process. */
    private static Map<String, Object> sorted(Map<String, Object> map) {
        Map<String, Object> sorted = new TreeMap<>();
        map.forEach((name, value) -> sorted.put(name, ordered(value)));
        return sorted;
    }

    private static Object ordered(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((name, inner) -> sorted.put(String.valueOf(name), ordered(inner)));
            return map instanceof LinkedHashMap<?, ?> ? map : sorted;
        }
        return value instanceof List<?> list
                ? list.stream().map(JsonSchema::ordered).toList()
                : value;
    }
}
