package io.github.deployctl.e2e.bench.crash;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A part of the series, so that all of it can be run in pieces: {@code OPERATION}, or {@code OPERATION:WHICH} for the points of it at which {@code WHICH} dies
 * ({@code agent} or {@code app}) or that are at the step of that name.
 *
 * @param which empty for all
 */
public record Part(Operation operation, String which) {
    /**
     * Reads it.
     *
     * @throws IllegalArgumentException when there is no such operation; a part that is never met would pass for one that was survived
     */
    public static Part parse(String text) {
        int colon = text.indexOf(':');
        String word = colon < 0 ? text : text.substring(0, colon);
        return Arrays.stream(Operation.values())
                .filter(operation -> operation.word().equals(word))
                .findFirst()
                .map(operation -> new Part(operation, colon < 0 ? "" : text.substring(colon + 1)))
                .orElseThrow(() -> new IllegalArgumentException("there is no operation " + word + ", but "
                        + String.join(
                                ", ",
                                Arrays.stream(Operation.values())
                                        .map(Operation::word)
                                        .toList())));
    }

    /** Returns the parts of that text, or for no text all operations whole. */
    public static List<Part> all(List<String> texts) {
        return texts.isEmpty()
                ? Arrays.stream(Operation.values())
                        .map(operation -> new Part(operation, ""))
                        .toList()
                : texts.stream().map(Part::parse).toList();
    }

    /** Whether a point belongs to it. */
    public boolean has(CrashPoint point) {
        return point.operation() == operation
                && (which.isEmpty()
                        || which.equals(point.step())
                        || which.equals(point.victim().name().toLowerCase(Locale.ROOT)));
    }
}
