package io.github.deployctl.common.config;

import io.github.deployctl.common.release.Quoted;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an app that holds no private listener of the agent's answers the readiness request.
 *
 * @param host an IPv4 or IPv6 literal without brackets
 * @param port 0 for one that the agent chooses anew for each candidate and tells it in {@code DEPLOYCTL_READY_PORT}, so that two generations have two
 */
public record ProbeAddress(String host, int port) {
    private static final Pattern WRITTEN = Pattern.compile("(?:([0-9.]{7,15}|\\[[0-9A-Fa-f:.]{2,45}]):)?([0-9]{1,5})");
    private static final String LOOPBACK = "127.0.0.1";

    public ProbeAddress {
        // Whatever could be bound can be asked.
        new ListenAddress(host, Math.max(port, 1));
    }

    /** Reads {@code 127.0.0.1:9001}, {@code [::1]:9001}, and {@code 9001} for a port of 127.0.0.1. */
    public static ProbeAddress parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "address " + Quoted.of(text) + " is not a port, an IPv4 address:port or an [IPv6 address]:port");
        }
        String host = matcher.group(1) == null ? LOOPBACK : matcher.group(1).replaceAll("[\\[\\]]", "");
        return new ProbeAddress(host, Integer.parseInt(matcher.group(2)));
    }

    /** Tells whether the agent chooses the port. */
    public boolean isChosen() {
        return port == 0;
    }

    public ProbeAddress at(int chosen) {
        return new ProbeAddress(host, chosen);
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
