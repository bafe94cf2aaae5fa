package io.github.deployctl.common.secret;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Variables in the form that systemd.exec(5) gives {@code EnvironmentFile=}: {@code NAME=value} lines, {@code #} and {@code ;} begin a comment line, a value may
 * stand in double or single quotes. Nothing is expanded. Errors name the line, never its content: it holds secrets.
 */
public final class Assignments {
    private static final Pattern ASSIGNMENT = Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)");

    private Assignments() {}

    /**
     * Returns what {@code text} sets, in its order.
     *
     * @param name of where it comes from, for the message
     * @throws IllegalArgumentException when a line is none of these
     */
    public static Map<String, String> parse(String text, String name) {
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
                throw new IllegalArgumentException(name + " line " + number + " is not NAME=value");
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
