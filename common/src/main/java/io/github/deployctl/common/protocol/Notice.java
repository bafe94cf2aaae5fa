package io.github.deployctl.common.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the agent is to answer in the place of the app.
 *
 * @param page the body, in Base64 (RFC 4648), or null for the agent's own
 * @param contentType of {@code page}, or null for that of the agent's own
 * @param retryAfterSeconds when clients are told to come back
 * @param http the names of the listeners that speak HTTP/1, or none for the one on which the app is asked whether it is ready, if there is no other
 */
public record Notice(@Nullable String page, @Nullable String contentType, int retryAfterSeconds, List<String> http) {
    /** The largest page, in bytes. */
    public static final int LARGEST_PAGE = 1 << 16;

    private static final int LONGEST_RETRY_SECONDS = 86_400;
    private static final int LONGEST_PAGE_TEXT = (LARGEST_PAGE + 2) / 3 * 4;
    private static final String MEDIA_TYPE = "[!#$%&'*+.^_`|~0-9A-Za-z/;=\" -]{1,100}";

    public Notice {
        http = http == null ? List.of() : List.copyOf(http);
        if (page != null && page.length() > LONGEST_PAGE_TEXT) {
            throw new IllegalArgumentException("a page has " + LARGEST_PAGE + " bytes at most");
        }
        if (contentType != null && !contentType.matches(MEDIA_TYPE)) {
            throw new IllegalArgumentException("that is no content type");
        }
        if (retryAfterSeconds < 1 || retryAfterSeconds > LONGEST_RETRY_SECONDS) {
            throw new IllegalArgumentException("clients can be told to come back after 1s to 24h");
        }
    }
}
