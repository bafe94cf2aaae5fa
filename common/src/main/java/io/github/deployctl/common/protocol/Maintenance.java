package io.github.deployctl.common.protocol;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The agent answers in the place of the app, which goes on running.
 *
 * @param by the caller's claim and the user the kernel named
 * @param message what it is for, or null when nobody said
 * @param retryAfterSeconds when clients are told to come back
 * @param http the names of the listeners that are answered on; connections to the others are closed
 */
public record Maintenance(
        Instant since, String by, @Nullable String message, int retryAfterSeconds, List<String> http) {
    public Maintenance {
        requireNonNull(since, "since");
        requireNonNull(by, "by");
        http = List.copyOf(http);
    }

    /** Returns since when, by whom and what for, as the end of a sentence. */
    public String describe() {
        return "since " + since.truncatedTo(ChronoUnit.SECONDS) + " by " + by + (message == null ? "" : ": " + message);
    }
}
