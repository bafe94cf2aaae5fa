package io.github.deployctl.cli;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a command line is answered that gets the same answer wherever and whenever it is asked: version, help, completion script. The build has each of these
 * commands answer once and keeps what it said in a file, so that nothing of the command line's library is loaded to say it again. A file, since to find a
 * resource takes a class loader as long as all the rest.
 */
public final class WrittenAnswers {
    private WrittenAnswers() {}

    /**
     * Returns the answer, or null where the command itself has to give it.
     *
     * @param home where the tool is installed, or null when that is not known
     */
    static byte @Nullable [] to(@Nullable String home, String... words) {
        String name = name(words);
        if (name == null || home == null) {
            return null;
        }
        try (InputStream in = new FileInputStream(home + "/lib/answers/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            // Not there: no such verb, or it was not installed.
            return null;
        }
    }

    /** Returns the file that the answer to {@code words} is kept in, or null when it is kept in none. */
    public static @Nullable String name(String... words) {
        String first = words.length == 0 ? "" : words[0];
        String last = words.length == 0 ? "" : words[words.length - 1];
        if (last.equals("--help") || last.equals("-h")) {
            return name("help", words, 0, words.length - 1);
        }
        return switch (first) {
            case "--version", "-V" -> words.length == 1 ? "version" : null;
            case "completion" -> words.length <= 2 ? completion(words.length == 1 ? "bash" : last) : null;
            // Not the same as a command's --help: a topic may bear a command's name.
            case "help" -> name("topic", words, 1, words.length);
            default -> null;
        };
    }

    /** An installation links them to where the shells look. */
    private static @Nullable String completion(String shell) {
        if (shell.equals("bash")) {
            return "completion.sh";
        }
        return isPlain(shell) ? "completion." + shell : null;
    }

    private static @Nullable String name(String kind, String[] words, int from, int to) {
        StringBuilder name = new StringBuilder(kind);
        for (int i = from; i < to; i++) {
            if (!isPlain(words[i])) {
                return null;
            }
            // Not the hyphen, which may be in a word.
            name.append('_').append(words[i]);
        }
        return name.toString();
    }

    /** Whether it can be a verb or a topic. */
    private static boolean isPlain(String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if ((c < 'a' || c > 'z') && (c != '-' || i == 0)) {
                return false;
            }
        }
        return !word.isEmpty();
    }
}
