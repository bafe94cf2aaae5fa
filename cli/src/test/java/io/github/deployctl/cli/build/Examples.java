package io.github.deployctl.cli.build;

import java.util.ArrayList;
import java.util.List;

/** Reads the examples that a help begins with as a shell would: one line may hold several commands. */
public final class Examples {
    private static final String TOOL = "deployctl";

    private Examples() {}

    /** Returns the lines between {@code Example:} or {@code Examples:} and the first empty one, none where it begins otherwise. */
    public static List<String> lines(String help) {
        if (!help.startsWith("Example")) {
            return List.of();
        }
        return help.substring(help.indexOf(':') + 1)
                .lines()
                .takeWhile(line -> !line.isBlank())
                .map(String::strip)
                .toList();
    }

    /** Returns the words after {@code deployctl} of each command of that name in {@code line}. */
    public static List<List<String>> commands(String line) {
        List<List<String>> found = new ArrayList<>();
        boolean inside = false;
        for (String word : words(line)) {
            if (word.equals(TOOL)) {
                found.add(new ArrayList<>());
                inside = true;
            } else if ("|&;()<>".contains(word.substring(0, 1))) {
                inside = false;
            } else if (inside) {
                found.get(found.size() - 1).add(word);
            }
        }
        return found;
    }

    /** Quotes are taken off; what separates commands or redirects is a word of its own. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        for (char c : (line + " ").toCharArray()) {
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (" |&;()<>".indexOf(c) >= 0) {
                if (!word.isEmpty()) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                if (c != ' ') {
                    words.add(String.valueOf(c));
                }
            } else {
                word.append(c);
            }
        }
        return words;
    }
}
