package io.github.deployctl.cli.build;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Records as JSON schemas: a component that may be null may be absent, all others are there. Each record becomes a definition of its own, told apart by the
 * name of what it is nested in. Used by one thread, for one schema.
 */
final class RecordSchema {
    /** Values with a written form of their own. */
    private static final Set<String> TEXTS =
            Set.of("String", "AppName", "ReleaseId", "Checksum", "ListenAddress", "HandOver", "Duration");

    private static final Set<String> WHOLE = Set.of("int", "long", "Integer", "Long");

    private final RecordText text;
    private final Map<String, Object> definitions = new TreeMap<>();

    RecordSchema(RecordText text) {
        this.text = text;
    }

    /** Returns the definitions of all records that were referred to, by name. */
    Map<String, Object> definitions() {
        return definitions;
    }

    /** Returns a schema that refers to the one of {@code type}. */
    Map<String, Object> reference(Class<?> type) {
        String name = name(type);
        if (!definitions.containsKey(name)) {
            definitions.put(name, Map.of());
            definitions.put(name, object(type, Map.of()));
        }
        return Map.of("$ref", "#/$defs/" + name);
    }

    /** Returns the schema of {@code type}, in which these members have other ones. */
    Map<String, Object> object(Class<?> type, Map<String, Object> instead) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = component.getName();
            properties.put(name, described(type, name, instead.getOrDefault(name, schema(component, instead))));
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                required.add(name);
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        text.about(type).ifPresent(about -> schema.put("description", about));
        schema.put("required", required);
        schema.put("properties", properties);
        return schema;
    }

    private Object described(Class<?> type, String member, Object schema) {
        Map<String, Object> all = new LinkedHashMap<>();
        if (schema instanceof Map<?, ?> known) {
            known.forEach((key, value) -> all.put((String) key, value));
        }
        text.of(type, member).ifPresent(said -> all.put("description", said));
        return all;
    }

    private Object schema(RecordComponent component, Map<String, Object> instead) {
        // What stands for another type is looked for before that is looked at.
        return instead.containsKey(component.getName()) ? Map.of() : schema(component.getAnnotatedType());
    }

    private Object schema(AnnotatedType annotated) {
        Type type = annotated.getType();
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            Map<String, Object> schema = new LinkedHashMap<>();
            boolean isMap = generic.getRawType() == Map.class;
            schema.put("type", isMap ? "object" : "array");
            schema.put(isMap ? "additionalProperties" : "items", schema((Class<?>) arguments[arguments.length - 1]));
            return schema;
        }
        return schema((Class<?>) type);
    }

    private Object schema(Class<?> type) {
        String name = type.getSimpleName();
        if (type.isEnum()) {
            return Map.of(
                    "enum",
                    Arrays.stream(type.getEnumConstants())
                            .map(constant -> ((Enum<?>) constant).name())
                            .toList());
        }
        if (WHOLE.contains(name)) {
            return Map.of("type", "integer");
        }
        return switch (name) {
            case "boolean", "Boolean" -> Map.of("type", "boolean");
            case "double", "Double" -> Map.of("type", "number");
            case "Instant" -> typed("string", "date-time");
            case "Object" -> Map.of();
            default -> TEXTS.contains(name) ? Map.of("type", "string") : reference(ofRecord(type));
        };
    }

    private static Map<String, Object> typed(String type, String format) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", type);
        schema.put("format", format);
        return schema;
    }

    private static Class<?> ofRecord(Class<?> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException("no schema is known for " + type);
        }
        return type;
    }

    private static String name(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return outer == null ? type.getSimpleName() : outer.getSimpleName() + "." + type.getSimpleName();
    }
}
