package io.github.deployctl.common.protocol;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One variable that the host keeps for an app; what it is nobody is told.
 *
 * @param origin {@code deployctl} where a client has set it, {@code host} where the env file of whoever administers the host does, which wins
 * @param revision of the request that set it: drawn by lot, so it tells nothing of the value, but the same on every host that one request has reached; null
 *     for the host's
 * @param at when it was set, or null
 * @param by who has set it, or null
 * @param running whether the process that serves was started with it; null where nothing serves, or it is not known
 */
public record SecretStatus(
        String name,
        String origin,
        @Nullable String revision,
        @Nullable Instant at,
        @Nullable String by,
        @Nullable Boolean running) {
    public static final String DEPLOYCTL = "deployctl";
    public static final String HOST = "host";

    public SecretStatus {
        requireNonNull(name, "name");
        requireNonNull(origin, "origin");
    }
}
