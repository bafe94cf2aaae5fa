package io.github.deployctl.common.config;

import io.github.deployctl.common.release.Quoted;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: a whole number and a unit, {@code 500MB}, {@code 2GB}; a unit is 1000 of the one below. */
public final class Sizes {
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9})(kB|MB|GB|TB)");

    private Sizes() {}

    /** Returns bytes, of which there are no more than a long counts. */
    public static long parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "size " + Quoted.of(text) + " is not a whole number with a unit (500MB, 2GB)");
        }
        long unit = switch (matcher.group(2)) {
            case "kB" -> 1_000;
            case "MB" -> 1_000_000;
            case "GB" -> 1_000_000_000;
            default -> 1_000_000_000_000L;
        };
        long count = Long.parseLong(matcher.group(1));
        if (count > Long.MAX_VALUE / unit) {
            throw new IllegalArgumentException(
                    "size " + Quoted.of(text) + " is more than " + Long.MAX_VALUE + " bytes");
        }
        return count * unit;
    }
}
