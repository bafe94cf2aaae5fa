package io.github.deployctl.common.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Has the agent answer 503 in the place of the app, which goes on running, or has the app answer again. Answered by {@link Event.Draining} and {@link
 * Event.Drained}, then {@link Reply.Maintained}.
 *
 * @param notice what it answers, or null when the app is to answer
 * @param message why, or null
 */
public record Maintain(@Nullable Notice notice, @Nullable String message) implements Request.OfMaintenance {
    public Maintain {
        message = Lease.message(message);
    }
}
