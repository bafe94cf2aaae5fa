package io.github.deployctl.common.config;

import io.github.deployctl.common.release.Quoted;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a public listener is bound.
 *
 * @param host {@code *} for every address of the host, else an IPv4 or IPv6 literal without brackets; never a name, since what a name means can change
 *     between two pushes
 * @param port 1 to 65535
 */
public record ListenAddress(String host, int port) {
    private static final Pattern WRITTEN =
            Pattern.compile("(?:(\\*|[0-9.]{7,15}|\\[[0-9A-Fa-f:.]{2,45}]):)?([0-9]{1,5})");
    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
    private static final String ANY = "*";

    public ListenAddress {
        boolean literal = host.contains(":") || IPV4.matcher(host).matches();
        if (!host.equals(ANY) && !literal) {
            throw new IllegalArgumentException("listen address " + Quoted.of(host) + " is not an IP address");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
        }
    }

    /** Reads {@code 8080}, {@code 127.0.0.1:8080} or {@code [::1]:8080}. */
    public static ListenAddress parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "listener " + Quoted.of(text) + " is not a port, an IPv4 address:port or an [IPv6 address]:port");
        }
        String host = matcher.group(1) == null ? ANY : matcher.group(1).replaceAll("[\\[\\]]", "");
        return new ListenAddress(host, Integer.parseInt(matcher.group(2)));
    }

    public boolean isAnyAddress() {
        return host.equals(ANY);
    }

    @Override
    public String toString() {
        if (isAnyAddress()) {
            return Integer.toString(port);
        }
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
