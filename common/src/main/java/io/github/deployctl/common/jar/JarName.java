package io.github.deployctl.common.jar;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The name of a library's file, {@code spring-core-6.2.1.jar}, taken apart. */
final class JarName {
    private static final String END = ".jar";

    /** Words within a version that a number may come after: {@code 1.0-beta-2.1}. */
    private static final Set<String> QUALIFIERS = Set.of(
            "alpha",
            "beta",
            "rc",
            "m",
            "cr",
            "b",
            "ea",
            "pre",
            "build",
            "dev",
            "snapshot",
            "final",
            "ga",
            "release",
            "sp",
            "jre",
            "jdk");

    private JarName() {}

    static boolean isOne(String path) {
        return path.endsWith(END);
    }

    /** Takes the last part of {@code path} apart. */
    static Component component(String path, long crc) {
        String name = path.substring(path.lastIndexOf('/') + 1, path.length() - END.length());
        List<String> words = List.of(name.split("-", -1));
        int version = versionIn(words);
        return version < 0
                ? new Component(name, "", crc)
                : new Component(
                        String.join("-", words.subList(0, version)),
                        String.join("-", words.subList(version, words.size())),
                        crc);
    }

    /** A version begins with the first word that is a number; with a later one where a word that says what the library is lies between: {@code log4j-1.2-api-2.17.1}. */
    private static int versionIn(List<String> words) {
        int version = -1;
        for (int i = 1; i < words.size(); i++) {
            if (isNumber(words.get(i))
                    && (version < 0 || (words.get(i).indexOf('.') >= 0 && isPartOfName(words.get(i - 1))))) {
                version = i;
            }
        }
        return version;
    }

    private static boolean isNumber(String word) {
        return !word.isEmpty() && Character.isDigit(word.charAt(0));
    }

    private static boolean isPartOfName(String word) {
        return !word.isEmpty()
                && word.chars().allMatch(Character::isLetter)
                && !QUALIFIERS.contains(word.toLowerCase(Locale.ROOT));
    }
}
