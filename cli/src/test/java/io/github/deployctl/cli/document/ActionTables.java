package io.github.deployctl.cli.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An {@code action.yml} as the documents show it.
 *
 * @param inputs their descriptions by their names, with the default where there is one
 * @param outputs their descriptions by their names
 */
record ActionTables(Map<String, String> inputs, Map<String, String> outputs) {
    /** Reads the one in {@code folder}. */
    static ActionTables of(Path folder) throws IOException {
        Object file = YamlBlocks.yaml(Files.readString(folder.resolve("action.yml")));
        return new ActionTables(members(file, "inputs"), members(file, "outputs"));
    }

    /** Returns {@code document} with what stands between its markers for {@code action} replaced by what the action says of itself. */
    String put(String document, String action) {
        return put(put(document, action + " inputs", inputs), action + " outputs", outputs);
    }

    private static String put(String document, String name, Map<String, String> rows) {
        String begin = "<!-- " + name + ": made from its action.yml, not by hand -->\n";
        String end = "<!-- " + name + " end -->\n";
        int from = document.indexOf(begin);
        int to = document.indexOf(end);
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("the markers are missing: " + begin + end);
        }
        StringBuilder table = new StringBuilder("| Name | Is |\n| --- | --- |\n");
        rows.forEach((key, text) -> table.append("| `")
                .append(key)
                .append("` | ")
                .append(text.replace("|", "\\|"))
                .append(" |\n"));
        return document.substring(0, from + begin.length()) + table + document.substring(to);
    }

    private static Map<String, String> members(Object file, String section) {
        Map<String, String> members = new LinkedHashMap<>();
        if (!(file instanceof Map<?, ?> all) || !(all.get(section) instanceof Map<?, ?> named)) {
            throw new IllegalArgumentException("an action has " + section);
        }
        named.forEach((name, about) -> {
            Map<?, ?> each = (Map<?, ?>) about;
            String text = String.valueOf(each.get("description")).strip().replaceAll("\\s+", " ");
            Object otherwise = each.get("default");
            members.put(
                    String.valueOf(name),
                    otherwise == null || otherwise.equals("") ? text : text + " Default: `" + otherwise + "`.");
        });
        return members;
    }
}
