package io.github.deployctl.agent.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The host's env file, in the form that systemd.exec(5) gives {@code EnvironmentFile=}: {@code NAME=value} lines, {@code #} and {@code ;} begin a comment line,
 * a value may stand in double or single quotes. Nothing is expanded. Errors name the line, never its content: it holds secrets.
 */
public final class EnvFile {
    private static final Pattern ASSIGNMENT = Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)");

    private EnvFile() {}

    /** Returns what {@code file} sets; nothing when it does not exist. */
    public static Map<String, String> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Map.of();
        }
        return parse(Files.readString(file), file.toString());
    }

    static Map<String, String> parse(String text, String name) throws IOException {
        Map<String, String> env = new LinkedHashMap<>();
        int number = 0;
        for (String raw : text.split("\n", -1)) {
            number++;
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
                continue;
            }
            Matcher assignment = ASSIGNMENT.matcher(line);
            if (!assignment.matches() || line.indexOf('\0') >= 0) {
                throw new IOException(name + " line " + number + " is not NAME=value");
            }
            env.put(assignment.group(1), unquote(assignment.group(2)));
        }
        return env;
    }

    private static String unquote(String value) {
        boolean quoted = value.length() >= 2
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(0) == value.charAt(value.length() - 1);
        if (!quoted) {
            return value;
        }
        String inner = value.substring(1, value.length() - 1);
        return value.charAt(0) == '\'' ? inner : inner.replaceAll("\\\\([\"\\\\$`])", "$1");
    }
}
