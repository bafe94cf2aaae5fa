package io.github.deployctl.cli.remote.sshconfig;

import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.release.Quoted;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a configuration file that says something.
 *
 * @param place {@code file line 3}, for messages
 * @param keyword in lower case
 * @param rest what follows it, not yet taken apart; never empty
 * @param words the same as OpenSSH takes it apart
 */
record ConfigLine(String place, String keyword, String rest, List<String> words) {
    private static final Pattern SHAPE = Pattern.compile("[ \t\r]*([A-Za-z0-9]+)(?:[ \t\r]*=[ \t\r]*|[ \t\r]+|$)(.*)");
    private static final int LONGEST = 8192;

    /** Reads a line; empty for a blank one and for a comment. */
    static Optional<ConfigLine> parse(String line, String place) throws FailureException {
        String text = withoutEnd(line);
        if (text.isBlank() || text.stripLeading().startsWith("#")) {
            return Optional.empty();
        }
        if (text.length() > LONGEST) {
            throw refused(place, "the line is longer than " + LONGEST + " characters");
        }
        if (text.indexOf('\0') >= 0) {
            throw refused(place, "a NUL character");
        }
        Matcher shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            throw refused(place, "no keyword in " + Quoted.of(text));
        }
        String keyword = shape.group(1).toLowerCase(Locale.ROOT);
        if (shape.group(2).isEmpty()) {
            throw refused(place, keyword + " has no value");
        }
        try {
            return Optional.of(new ConfigLine(place, keyword, shape.group(2), Words.split(shape.group(2))));
        } catch (IllegalArgumentException e) {
            throw refused(place, String.valueOf(e.getMessage()));
        }
    }

    private static String withoutEnd(String line) {
        int end = line.length();
        while (end > 0 && " \t\r\f".indexOf(line.charAt(end - 1)) >= 0) {
            end--;
        }
        return line.substring(0, end);
    }

    /** Returns the value of a keyword that takes exactly one. */
    String word() throws FailureException {
        if (words.size() != 1 || words.get(0).isEmpty()) {
            throw refused("takes one value, not " + Quoted.of(rest));
        }
        return words.get(0);
    }

    FailureException refused(String why) {
        return refused(place, keyword + " " + why);
    }

    static FailureException refused(String place, String why) {
        return Failure.of(FailureCode.CONFIG_INVALID, "ssh_config not understood: " + place + ": " + why)
                .serving("nothing was changed")
                .hint("install OpenSSH's client, which is asked where it is there; or name another file with"
                        + " --ssh-config FILE, or none")
                .asException();
    }
}
