package io.github.deployctl.cli.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The commands in a text, each with its words, as sh(1) makes them: quotes, escapes, comments, and a command to the end of its line. There are no variables,
 * patterns or pipes: those signs stand for themselves.
 */
public final class Words {
    private static final String ESCAPED_IN_QUOTES = "\"\\$`";

    private final String text;
    private final List<List<String>> commands = new ArrayList<>();
    private List<String> words = new ArrayList<>();
    /** Null between two words: one in quotes may be empty. */
    private Optional<StringBuilder> word = Optional.empty();

    private Words(String text) {
        this.text = text;
    }

    /** Returns whether a quote is open, or the line's end escaped. */
    public static boolean isUnfinished(String text) {
        return !new Words(text).isRead();
    }

    /** Returns the commands, of which none is empty; nothing where the text is unfinished. */
    static Optional<List<List<String>>> commands(String text) {
        Words read = new Words(text);
        return read.isRead() ? Optional.of(read.commands) : Optional.empty();
    }

    private boolean isRead() {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            at = switch (c) {
                case '\'' -> single(at + 1);
                case '"' -> quoted(at + 1);
                case '\\' -> escaped(at + 1);
                case '#' -> word.isEmpty() ? comment(at) : plain(at);
                case '\n' -> endOfCommand(at);
                case ' ', '\t', '\r' -> endOfWord(at);
                default -> plain(at);
            };
            if (at < 0) {
                return false;
            }
        }
        endOfCommand(at);
        return true;
    }

    private StringBuilder begun() {
        StringBuilder now = word.orElseGet(StringBuilder::new);
        word = Optional.of(now);
        return now;
    }

    private int plain(int at) {
        begun().append(text.charAt(at));
        return at + 1;
    }

    private int single(int at) {
        int end = text.indexOf('\'', at);
        begun().append(text, at, Math.max(at, end));
        return end < 0 ? -1 : end + 1;
    }

    private int quoted(int from) {
        StringBuilder into = begun();
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                return at + 1;
            }
            boolean escapes = c == '\\' && at + 1 < text.length();
            if (escapes && text.charAt(at + 1) == '\n') {
                at++;
            } else if (escapes && ESCAPED_IN_QUOTES.indexOf(text.charAt(at + 1)) >= 0) {
                at++;
                into.append(text.charAt(at));
            } else {
                into.append(c);
            }
        }
        return -1;
    }

    private int escaped(int at) {
        if (at == text.length()) {
            return -1;
        }
        // A line that ends so goes on.
        return text.charAt(at) == '\n' ? at + 1 : plain(at);
    }

    private int comment(int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    private int endOfWord(int at) {
        word.ifPresent(ended -> words.add(ended.toString()));
        word = Optional.empty();
        return at + 1;
    }

    private int endOfCommand(int at) {
        endOfWord(at);
        if (!words.isEmpty()) {
            commands.add(words);
            words = new ArrayList<>();
        }
        return at + 1;
    }
}
