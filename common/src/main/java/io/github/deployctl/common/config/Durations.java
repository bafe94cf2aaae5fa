package io.github.deployctl.common.config;

import io.github.deployctl.common.release.Quoted;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: a whole number and a unit, {@code 500ms}, {@code 30s}, {@code 10m}, {@code 2h}; timers count each in nanoseconds. */
public final class Durations {
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    /** A long holds the nanoseconds of 2562047 hours. */
    private static final Duration LONGEST = Duration.ofHours(999_999);

    private Durations() {}

    public static Duration parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "duration " + Quoted.of(text) + " is not a whole number with a unit (500ms, 30s, 10m, 2h)");
        }
        Duration duration = of(Long.parseLong(matcher.group(1)), matcher.group(2));
        if (duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("duration " + Quoted.of(text) + " is longer than " + format(LONGEST));
        }
        return duration;
    }

    private static Duration of(long count, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
        };
    }

    /** Writes {@code duration} so that {@link #parse} reads it back, in the largest unit that is exact; anything under a millisecond is cut. */
    public static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0 || millis % 1000 != 0) {
            return millis == 0 ? "0s" : millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
