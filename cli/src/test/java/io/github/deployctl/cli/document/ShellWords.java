package io.github.deployctl.cli.document;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The simple commands in lines for a shell, as far as documents need it: quotes, comments, operators, redirections, assignments, substitutions, here-documents. */
final class ShellWords {
    private static final Pattern INNER = Pattern.compile("[<$]\\(([^()]*)\\)");
    private static final Pattern HERE = Pattern.compile("<<-?\\s*'?\"?([A-Za-z]+)'?\"?");
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(#.*)|(\\d?(?:>>|>&|<|>)\\s*\\S*)|(&&|\\|\\||[;|&()])|((?:\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'|\\\\.|[^\\s;|&()<>\"'\\\\])+))");
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=.*", Pattern.DOTALL);

    private ShellWords() {}

    /** Returns the commands in {@code lines}; assignments and {@code sudo} before them are left out. */
    static List<List<String>> commands(List<String> lines) {
        List<List<String>> commands = new ArrayList<>();
        String end = "";
        StringBuilder whole = new StringBuilder();
        for (String line : lines) {
            if (!end.isEmpty()) {
                end = line.strip().equals(end) ? "" : end;
                continue;
            }
            if (line.endsWith("\\")) {
                whole.append(line, 0, line.length() - 1).append(' ');
                continue;
            }
            whole.append(line);
            Matcher here = HERE.matcher(whole);
            if (here.find()) {
                end = here.group(1);
                whole.delete(here.start(), here.end());
            }
            commands(whole.toString(), commands);
            whole.setLength(0);
        }
        return commands;
    }

    private static void commands(String line, List<List<String>> commands) {
        Matcher inner = INNER.matcher(line);
        while (inner.find()) {
            commands(inner.group(1), commands);
        }
        List<String> words = new ArrayList<>();
        Matcher token = TOKEN.matcher(inner.replaceAll("X"));
        while (token.lookingAt()) {
            if (token.group(1) != null) {
                break;
            }
            if (token.group(3) != null) {
                add(words, commands);
                words = new ArrayList<>();
            } else if (token.group(4) != null) {
                words.add(unquoted(token.group(4)));
            }
            token.region(token.end(), token.regionEnd());
        }
        add(words, commands);
    }

    private static void add(List<String> words, List<List<String>> commands) {
        int first = 0;
        while (first < words.size()
                && (ASSIGNMENT.matcher(words.get(first)).matches()
                        || words.get(first).equals("$")
                        || words.get(first).equals("!")
                        || words.get(first).equals("sudo"))) {
            first++;
        }
        if (first < words.size()) {
            commands.add(List.copyOf(words.subList(first, words.size())));
        }
    }

    private static String unquoted(String word) {
        return word.replaceAll("'([^']*)'", "$1")
                .replaceAll("\"((?:[^\"\\\\]|\\\\.)*)\"", "$1")
                .replaceAll("\\\\(.)", "$1");
    }
}
