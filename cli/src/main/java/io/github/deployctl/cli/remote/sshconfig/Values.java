package io.github.deployctl.cli.remote.sshconfig;

import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.release.Quoted;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks a line's value and returns it in the words of {@code ssh -G}; an empty list means that the line sets nothing. */
final class Values {
    private static final Map<String, Boolean> SWITCH = Map.of("yes", true, "true", true, "no", false, "false", false);
    private static final Map<String, String> STRICTNESS = Map.of(
            "yes",
            "true",
            "true",
            "true",
            "no",
            "false",
            "false",
            "false",
            "off",
            "false",
            "ask",
            "ask",
            "accept-new",
            "accept-new");
    private static final Map<String, Integer> UNITS =
            Map.of("", 1, "s", 1, "m", 60, "h", 3600, "d", 86400, "w", 604800);
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})([smhdw]?)");
    private static final Pattern NUMBER = Pattern.compile("0|[1-9]\\d{0,8}");
    private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9@._-]+(,[A-Za-z0-9@._-]+)*");

    private Values() {}

    static List<String> of(ConfigLine line, Keywords.Form form) throws FailureException {
        return switch (form) {
            case TEXT, ONE_MORE_FILE -> List.of(line.word());
            case PORT -> List.of(port(line));
            case YES_NO -> List.of(isOn(line) ? "yes" : "no");
            case TRUE_FALSE -> List.of(isOn(line) ? "true" : "false");
            case STRICTNESS -> List.of(known(line, STRICTNESS));
            case SECONDS -> seconds(line).map(List::of).orElse(List.of());
            case COUNT -> List.of(matching(line, NUMBER));
            case FAMILY -> List.of(known(line, Map.of("any", "any", "inet", "inet", "inet6", "inet6")));
            case FILES -> files(line);
            case ALGORITHMS -> List.of(algorithms(line));
            case JUMPS -> List.of(jumps(line));
            case COMMAND -> List.of(line.rest());
        };
    }

    private static String port(ConfigLine line) throws FailureException {
        int port = Integer.parseInt(matching(line, NUMBER));
        if (port < 1 || port > 65535) {
            throw line.refused("is not between 1 and 65535");
        }
        return Integer.toString(port);
    }

    private static boolean isOn(ConfigLine line) throws FailureException {
        return known(line, SWITCH);
    }

    private static <T> T known(ConfigLine line, Map<String, T> values) throws FailureException {
        T value = values.get(line.word().toLowerCase(Locale.ROOT));
        if (value == null) {
            throw line.refused("cannot be " + Quoted.of(line.word()));
        }
        return value;
    }

    private static String matching(ConfigLine line, Pattern pattern) throws FailureException {
        if (!pattern.matcher(line.word()).matches()) {
            throw line.refused("cannot be " + Quoted.of(line.word()));
        }
        return line.word();
    }

    /** TIME FORMATS of sshd_config(5). */
    private static Optional<String> seconds(ConfigLine line) throws FailureException {
        if (line.word().equals("none")) {
            return Optional.empty();
        }
        Matcher part = TIME.matcher(line.word().toLowerCase(Locale.ROOT));
        long seconds = 0;
        int end = 0;
        while (part.find() && part.start() == end) {
            seconds += Long.parseLong(part.group(1)) * UNITS.getOrDefault(part.group(2), 1);
            end = part.end();
        }
        if (end == 0 || end != line.word().length() || seconds > Integer.MAX_VALUE) {
            throw line.refused("cannot be " + Quoted.of(line.word()));
        }
        return Optional.of(Long.toString(seconds));
    }

    private static List<String> files(ConfigLine line) throws FailureException {
        boolean none = line.words().stream().anyMatch("none"::equalsIgnoreCase);
        if (line.words().isEmpty()
                || line.words().stream().anyMatch(String::isEmpty)
                || (none && line.words().size() > 1)) {
            throw line.refused("cannot be " + Quoted.of(line.rest()));
        }
        return line.words();
    }

    /** A plain list only: one that begins with +, - or ^ is relative to what an OpenSSH that is not here offers. */
    private static String algorithms(ConfigLine line) throws FailureException {
        return matching(line, NAMES);
    }

    private static String jumps(ConfigLine line) throws FailureException {
        try {
            if (!line.rest().equals(line.word())) {
                throw line.refused("cannot be " + Quoted.of(line.rest()));
            }
            var unused = Jumps.parse(line.word());
            return line.word();
        } catch (IllegalArgumentException e) {
            throw line.refused(String.valueOf(e.getMessage()));
        }
    }
}
