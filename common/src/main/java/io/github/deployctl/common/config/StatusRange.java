package io.github.deployctl.common.config;

import io.github.deployctl.common.release.Quoted;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The HTTP status codes that count as ready, both ends included. */
public record StatusRange(int from, int to) {
    /** What counts when nothing else is said: any 2xx or 3xx. */
    public static final StatusRange SUCCESS = new StatusRange(200, 399);

    private static final Pattern WRITTEN = Pattern.compile("([1-5]\\d\\d)(?:-([1-5]\\d\\d))?");

    public StatusRange {
        if (from < 100 || to > 599 || from > to) {
            throw new IllegalArgumentException("status " + from + "-" + to + " is not a range within 100-599");
        }
    }

    /** Reads {@code 204} or {@code 200-399}. */
    public static StatusRange parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "status " + Quoted.of(text) + " is not a code or a range such as 200-399");
        }
        int from = Integer.parseInt(matcher.group(1));
        return new StatusRange(from, matcher.group(2) == null ? from : Integer.parseInt(matcher.group(2)));
    }

    public boolean includes(int status) {
        return status >= from && status <= to;
    }

    @Override
    public String toString() {
        return from == to ? Integer.toString(from) : from + "-" + to;
    }
}
