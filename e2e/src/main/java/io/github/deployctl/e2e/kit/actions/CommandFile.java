package io.github.deployctl.e2e.kit.actions;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A file of names and values that a step leaves, as the runner reads it. */
final class CommandFile {
    private CommandFile() {}

    /** Reads {@code name=value} and {@code name<<DELIMITER}, where the value goes on to a line that is the delimiter. The last of a name counts. */
    static Map<String, String> read(List<String> lines) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            int equals = line.indexOf('=');
            int heredoc = line.indexOf("<<");
            if (heredoc >= 0 && (equals < 0 || heredoc < equals)) {
                int end = i + 1;
                while (end < lines.size() && !lines.get(end).equals(line.substring(heredoc + 2))) {
                    end++;
                }
                if (end == lines.size()) {
                    throw new IllegalArgumentException("a value has no end: " + line);
                }
                values.put(line.substring(0, heredoc), String.join("\n", lines.subList(i + 1, end)));
                i = end;
            } else if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1));
            } else if (!line.isEmpty()) {
                throw new IllegalArgumentException("not a value: " + line);
            }
        }
        return values;
    }
}
