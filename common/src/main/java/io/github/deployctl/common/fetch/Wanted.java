package io.github.deployctl.common.fetch;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a server.
 *
 * @param uri that {@link Origin#isAllowed} allows
 * @param agent what the request says of the program that makes it
 * @param authorization the header of that name, or null; it goes to the server in {@code uri} alone, wherever that redirects to
 */
public record Wanted(URI uri, String agent, @Nullable String authorization) {
    public Wanted {
        requireNonNull(agent, "agent");
        if (!Origin.isAllowed(uri)) {
            throw new IllegalArgumentException("no https:// URL");
        }
    }

    /** Without what lets somebody in. */
    @Override
    public String toString() {
        return uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    }
}
