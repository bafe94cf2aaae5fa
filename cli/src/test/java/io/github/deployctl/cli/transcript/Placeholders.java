package io.github.deployctl.cli.transcript;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is another at each run, and the name that a transcript has for it. */
final class Placeholders {
    private final Map<Pattern, String> names = new LinkedHashMap<>();

    /** What is put in first is looked for first. */
    Placeholders with(String text, String name) {
        // A number that is part of another is not it.
        names.put(Pattern.compile("(?<!\\d)" + Pattern.quote(text) + "(?!\\d)"), "{" + name + "}");
        return this;
    }

    String in(String text) {
        String replaced = text;
        for (Map.Entry<Pattern, String> name : names.entrySet()) {
            replaced = name.getKey().matcher(replaced).replaceAll(Matcher.quoteReplacement(name.getValue()));
        }
        return replaced;
    }
}
