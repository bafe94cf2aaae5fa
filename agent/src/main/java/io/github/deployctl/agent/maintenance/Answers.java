package io.github.deployctl.agent.maintenance;

import io.github.deployctl.common.protocol.Notice;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** The bytes that are said to whoever comes, made once. Immutable. */
public final class Answers {
    /** For nobody. */
    public static final Answers NONE = new Answers(new Notice(null, null, 1, List.of()));

    private static final String OWN_TYPE = "text/html; charset=utf-8";
    private static final String OWN_PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Down for maintenance</title>
            <style>
            :root { color-scheme: light dark }
            body { font: 1.1rem/1.6 system-ui, sans-serif; max-width: 32rem; margin: 20vh auto 0; padding: 0 1rem }
            </style>
            </head>
            <body>
            <h1>Down for maintenance</h1>
            <p>This service is being worked on and will be back soon. Please try again in a few minutes.</p>
            </body>
            </html>
            """;

    /** A fatal alert, internal_error, in the form that every version of TLS reads before it is agreed upon (RFC 8446, 5.1 and 6). */
    private static final byte[] TLS_ALERT = {21, 3, 1, 0, 2, 2, 80};

    /** Empty SETTINGS, then GOAWAY without an error: no stream was looked at, so all can be tried again (RFC 9113, 3.4 and 6.8). */
    private static final byte[] GOAWAY = {0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

    private final byte[] whole;
    private final byte[] head;

    /** @throws IllegalArgumentException when the page is not in Base64 or too large */
    public Answers(Notice notice) {
        String text = notice.page();
        byte[] page = text == null
                ? OWN_PAGE.getBytes(StandardCharsets.UTF_8)
                : Base64.getDecoder().decode(text);
        if (page.length > Notice.LARGEST_PAGE) {
            throw new IllegalArgumentException("a page has " + Notice.LARGEST_PAGE + " bytes at most");
        }
        String type = notice.contentType();
        this.head = head(
                "503 Service Unavailable",
                "Retry-After: " + notice.retryAfterSeconds() + "\r\nCache-Control: no-store\r\nContent-Type: "
                        + (text == null || type == null ? OWN_TYPE : type) + "\r\nContent-Length: " + page.length);
        this.whole = Arrays.copyOf(head, head.length + page.length);
        System.arraycopy(page, 0, whole, head.length, page.length);
    }

    /**
     * Returns what is said to what somebody has asked; nothing where it is best to close. It is the same array for everybody, and nobody may write to it: a
     * copy for each of those who take their time would be more than the agent's heap.
     */
    byte[] to(Asked asked) {
        return switch (asked) {
            case NOTHING_YET, SOMETHING_ELSE -> new byte[0];
            case WHOLE -> whole;
            case HEAD_ONLY -> head;
            case TOO_LARGE -> head("431 Request Header Fields Too Large", "Content-Length: 0");
            case TOO_SLOW -> head("408 Request Timeout", "Content-Length: 0");
            case MALFORMED -> head("400 Bad Request", "Content-Length: 0");
            case HTTP2 -> GOAWAY;
            case TLS -> TLS_ALERT;
        };
    }

    private static byte[] head(String status, String fields) {
        return ("HTTP/1.1 " + status + "\r\n" + fields + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
