package io.github.deployctl.common.config;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.release.Quoted;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When a candidate counts as ready. Every listener must be bound first, where an adopter is there to report that.
 *
 * @param http the request that must be answered, or null when none is asked
 * @param timeout from the launch to ready; the deadline's name is {@code ready.timeout}
 * @param notified whether the app itself says {@code READY=1} on NOTIFY_SOCKET (sd_notify(3))
 */
public record ReadyCheck(@Nullable HttpProbe http, Duration timeout, boolean notified) {
    /** {@code GET /} answered with 2xx or 3xx within a minute. */
    public static final ReadyCheck DEFAULT =
            new ReadyCheck(new HttpProbe("/", null, StatusRange.SUCCESS, null), Duration.ofSeconds(60));

    public ReadyCheck {
        requireNonNull(timeout, "timeout");
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("ready.timeout must be longer than 0s");
        }
        if (notified && http != null) {
            throw new IllegalArgumentException("ready.notify and ready.http exclude each other");
        }
    }

    /** A check by {@code http}, or by being bound alone where that is null. */
    public ReadyCheck(@Nullable HttpProbe http, Duration timeout) {
        this(http, timeout, false);
    }

    /** Tells whether it needs no private listener of the agent's. */
    public boolean isOwn() {
        return notified || (http != null && http.address() != null);
    }

    /**
     * A GET request to a candidate's private listener, or to an address of its own.
     *
     * @param path with its query, starting with a slash
     * @param host the Host header, or null for {@code localhost}
     * @param listener the name of the listener to ask, or null for the first declared one
     * @param address to ask instead of a listener, or null
     */
    public record HttpProbe(
            String path,
            @Nullable String host,
            StatusRange status,
            @Nullable String listener,
            @Nullable ProbeAddress address) {
        private static final Pattern PATH = Pattern.compile("/[\\x21-\\x7e]{0,1000}");
        private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:\\[\\]-]{1,255}");

        public HttpProbe {
            requireNonNull(status, "status");
            if (!PATH.matcher(path).matches()) {
                throw new IllegalArgumentException(
                        "ready.http path " + Quoted.of(path) + " must start with / and hold no space");
            }
            if (host != null && !HOST.matcher(host).matches()) {
                throw new IllegalArgumentException("ready.http host " + Quoted.of(host) + " is not a host name");
            }
            if (listener != null && address != null) {
                throw new IllegalArgumentException("ready.http listener and address exclude each other");
            }
        }

        /** A request to a private listener. */
        public HttpProbe(String path, @Nullable String host, StatusRange status, @Nullable String listener) {
            this(path, host, status, listener, null);
        }
    }
}
