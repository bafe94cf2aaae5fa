package io.github.deployctl.e2e.kit.actions;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts values in the places of expressions, of which only names of values are known.
 *
 * @param values by what stands in the braces, {@code inputs.hosts} say
 */
record Expressions(Map<String, String> values) {
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{\\s*(.*?)\\s*}}");
    private static final Pattern OUTPUT = Pattern.compile("steps\\.[a-z-]+\\.outputs\\.[a-z-]+");

    Expressions {
        values = Map.copyOf(values);
    }

    String in(String text) {
        Matcher matcher = EXPRESSION.matcher(text);
        return matcher.replaceAll(found -> Matcher.quoteReplacement(value(found.group(1))));
    }

    private String value(String name) {
        String value = values.get(name);
        if (value != null) {
            return value;
        }
        // What a step has not set is empty.
        if (OUTPUT.matcher(name).matches()) {
            return "";
        }
        throw new IllegalArgumentException("unknown expression: " + name);
    }
}
