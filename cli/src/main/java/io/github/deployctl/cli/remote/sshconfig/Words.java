package io.github.deployctl.cli.remote.sshconfig;

import java.util.ArrayList;
import java.util.List;

/** Splits a line's arguments as OpenSSH does: blanks, both kinds of quotes, a few escapes, and a comment where a word would begin. */
final class Words {
    private static final String BLANKS = " \t";

    private Words() {}

    /** @throws IllegalArgumentException when a quote is not closed */
    static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            if (BLANKS.indexOf(text.charAt(i)) >= 0) {
                i++;
            } else if (text.charAt(i) == '#') {
                break;
            } else {
                i = word(text, i, words);
            }
        }
        return words;
    }

    private static int word(String text, int from, List<String> into) {
        StringBuilder word = new StringBuilder();
        char quote = 0;
        int i = from;
        for (; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && isEscape(text, i + 1, quote)) {
                word.append(text.charAt(++i));
            } else if (quote == 0 && BLANKS.indexOf(c) >= 0) {
                break;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (quote != 0 && c == quote) {
                quote = 0;
            } else {
                word.append(c);
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("a quote is not closed");
        }
        into.add(word.toString());
        return i;
    }

    private static boolean isEscape(String text, int next, char quote) {
        return next < text.length()
                && (text.charAt(next) == '\''
                        || text.charAt(next) == '"'
                        || text.charAt(next) == '\\'
                        || (quote == 0 && text.charAt(next) == ' '));
    }
}
