package io.github.deployctl.common.config;

import io.github.deployctl.common.release.Quoted;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Requests to a candidate's private listener before it goes live. What they are answered is not looked at.
 *
 * @param requests how many in all
 * @param paths asked in turn; empty for the path of the readiness check
 * @param recorded whether what users asked the generation before for is asked in the place of {@code paths}
 */
public record Warmup(int requests, List<String> paths, boolean recorded) {
    /** What is asked where no number is declared. */
    public static final int USUAL_REQUESTS = 200;

    private static final int MOST_REQUESTS = 100_000;
    private static final int MOST_PATHS = 100;
    private static final Pattern PATH = Pattern.compile("/[\\x21-\\x7e]{0,1000}");

    /** Of declared paths. */
    public Warmup(int requests, List<String> paths) {
        this(requests, paths, false);
    }

    public Warmup {
        paths = List.copyOf(paths);
        if (requests < 1 || requests > MOST_REQUESTS) {
            throw new IllegalArgumentException("ready.warmup must be between 1 and " + MOST_REQUESTS + " requests");
        }
        if (paths.size() > MOST_PATHS) {
            throw new IllegalArgumentException("ready.warmup names more than " + MOST_PATHS + " paths");
        }
        if (recorded && !paths.isEmpty()) {
            throw new IllegalArgumentException("ready.warmup paths are either recorded or named");
        }
        paths.stream().filter(path -> !isPath(path)).forEach(path -> {
            throw new IllegalArgumentException(
                    "ready.warmup path " + Quoted.of(path) + " must start with / and hold no space");
        });
    }

    /** Tells whether {@code text} can be asked for. */
    public static boolean isPath(String text) {
        return PATH.matcher(text).matches();
    }
}
