package io.github.deployctl.agent.procfs;

import java.util.Arrays;

/** The content of {@code /proc/<pid>/environ}: {@code name=value} pairs, each with a NUL at its end. */
final class Environment {
    private Environment() {}

    /** Tells whether one of the pairs is exactly {@code pair}. */
    static boolean contains(byte[] environ, byte[] pair) {
        int start = 0;
        while (start < environ.length) {
            int end = start;
            while (end < environ.length && environ[end] != 0) {
                end++;
            }
            if (Arrays.equals(environ, start, end, pair, 0, pair.length)) {
                return true;
            }
            start = end + 1;
        }
        return false;
    }
}
