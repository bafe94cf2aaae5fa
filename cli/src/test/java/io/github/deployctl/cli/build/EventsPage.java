package io.github.deployctl.cli.build;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The lines of {@code --output jsonl}, for people: what their JSON schema says. */
final class EventsPage {
    private static final String REFERENCE = "#/$defs/";
    private static final String HEAD = "\n| Member | Type | |\n| --- | --- | --- |\n";
    private static final String DETAILS = "details";

    private final JsonObject definitions;
    private final StringBuilder page = new StringBuilder();
    /** The definitions that have to be told of, in the order in which they were met. */
    private final Set<String> wanted = new LinkedHashSet<>();

    private EventsPage(JsonObject schema) {
        definitions = schema.getAsJsonObject("$defs");
    }

    /** Returns the page for the schema of events. */
    static String of(String schema) {
        JsonObject parsed = JsonParser.parseString(schema).getAsJsonObject();
        return new EventsPage(parsed).text(parsed.getAsJsonArray("oneOf"));
    }

    private String text(JsonArray events) {
        JsonObject any = events.get(0).getAsJsonObject();
        page.append("# Events\n\n");
        page.append("With `--output jsonl` each line on standard output is an object. ")
                .append(sentence(any))
                .append(" [schema/events.json](schema/events.json) says the same for programs.\n\n");
        page.append("```sh\ndeployctl push web1 --output jsonl | jq -r 'select(.event == \"live\") | .host'\n```\n");
        envelope(any.getAsJsonObject("properties"));
        page.append("\n## What `details` is, by `event`\n");
        for (JsonElement event : events) {
            event(event.getAsJsonObject().getAsJsonObject("properties"));
        }
        page.append("\n## Objects\n");
        Set<String> told = new LinkedHashSet<>();
        while (told.size() < wanted.size()) {
            for (String name : List.copyOf(wanted)) {
                if (told.add(name)) {
                    JsonObject definition = definitions.getAsJsonObject(name);
                    page.append("\n### ")
                            .append(name)
                            .append("\n\n")
                            .append(sentence(definition))
                            .append('\n');
                    members(definition);
                }
            }
        }
        return page.toString();
    }

    private void envelope(JsonObject properties) {
        page.append(HEAD);
        for (String name : List.of("schema", "at", "host")) {
            JsonObject value = properties.getAsJsonObject(name);
            row(name, type(value) + (name.equals("host") ? ", or absent" : ""), value);
        }
        row("event", "one of the names below", properties.getAsJsonObject("event"));
        row(DETAILS, "object", properties.getAsJsonObject(DETAILS));
    }

    private void row(String name, String type, JsonObject value) {
        String about = value.has("description") ? value.get("description").getAsString() : "";
        page.append("| `")
                .append(name)
                .append("` | ")
                .append(type)
                .append(" | ")
                .append(cell(about))
                .append(" |\n");
    }

    private void event(JsonObject properties) {
        String name = properties.getAsJsonObject("event").get("const").getAsString();
        JsonObject details = properties.getAsJsonObject(DETAILS);
        page.append("\n### `").append(name).append("`\n\n");
        if (!details.has("$ref")) {
            page.append(
                    "The last line: the document that `--json` would have given, as [schema](schema) has it for each verb.\n");
            return;
        }
        String reference = reference(details);
        JsonObject definition = definitions.getAsJsonObject(reference);
        page.append(sentence(definition)).append('\n');
        members(definition);
    }

    private void members(JsonObject object) {
        List<String> required = new ArrayList<>();
        if (object.has("required")) {
            object.getAsJsonArray("required").forEach(name -> required.add(name.getAsString()));
        }
        page.append(HEAD);
        object.getAsJsonObject("properties").entrySet().forEach(member -> {
            JsonObject value = member.getValue().getAsJsonObject();
            row(member.getKey(), type(value) + (required.contains(member.getKey()) ? "" : ", or absent"), value);
        });
    }

    private String type(JsonObject value) {
        if (value.has("$ref")) {
            String name = reference(value);
            wanted.add(name);
            return "[" + name + "](#" + name.toLowerCase(Locale.ROOT).replace(".", "") + ")";
        }
        if (value.has("const")) {
            return "`" + value.get("const").getAsString() + "`";
        }
        if (value.has("enum")) {
            return "one of `" + String.join("`, `", strings(value.getAsJsonArray("enum"))) + "`";
        }
        if (value.has("items")) {
            return "list of " + type(value.getAsJsonObject("items"));
        }
        if (value.has("additionalProperties")
                && value.get("additionalProperties").isJsonObject()) {
            return "map of names to " + type(value.getAsJsonObject("additionalProperties"));
        }
        if (value.has("format")) {
            return value.get("format").getAsString();
        }
        return value.has("type") ? value.get("type").getAsString() : "any";
    }

    private static List<String> strings(JsonArray array) {
        List<String> strings = new ArrayList<>();
        array.forEach(element -> strings.add(element.getAsString()));
        return strings;
    }

    private static String reference(JsonObject value) {
        return value.get("$ref").getAsString().substring(REFERENCE.length());
    }

    private static String sentence(JsonObject described) {
        return described.has("description")
                ? described.get("description").getAsString().replaceAll("[ *]+$", "")
                : "";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
