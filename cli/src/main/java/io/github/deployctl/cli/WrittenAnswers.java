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
final class WrittenAnswers {
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
    static @Nullable String name(String... words) {
        String last = words.length == 0 ? "" : words[words.length - 1];
        return switch (last) {
            case "--version", "-V" -> words.length == 1 ? "version.txt" : null;
            case "completion" -> words.length == 1 ? "completion.sh" : null;
            case "--help", "-h" -> help(words);
            default -> null;
        };
    }

    private static @Nullable String help(String... words) {
        StringBuilder name = new StringBuilder("help");
        for (int i = 0; i < words.length - 1; i++) {
            if (!isPlain(words[i])) {
                return null;
            }
            name.append('-').append(words[i]);
        }
        return name.append(".txt").toString();
    }

    /** Whether it can be a verb. */
    private static boolean isPlain(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) < 'a' || word.charAt(i) > 'z') {
                return false;
            }
        }
        return !word.isEmpty();
    }
}
