package io.github.deployctl.cli.host;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.release.Quoted;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a host is reached over SSH.
 *
 * @param user to log in as, or null for whoever runs the client
 * @param host a name or an address, IPv6 without its brackets
 * @param writtenPort 1 to 65535; empty where none is written, which leaves it to ssh_config(5)
 */
public record HostAddress(@Nullable String user, String host, OptionalInt writtenPort) {
    /** The port of SSH when none is written anywhere. */
    public static final int SSH_PORT = 22;

    private static final Pattern WRITTEN = Pattern.compile("(?:([A-Za-z0-9_][A-Za-z0-9_.+-]{0,63})@)?"
            + "(\\[[0-9A-Fa-f:.]{2,45}(?:%[A-Za-z0-9]{1,15})?]|[A-Za-z0-9_][A-Za-z0-9_.-]{0,252})(?::([0-9]{1,5}))?");

    public HostAddress {
        requireNonNull(host, "host");
        int port = writtenPort.orElse(SSH_PORT);
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
        }
    }

    public HostAddress(@Nullable String user, String host, int port) {
        this(user, host, OptionalInt.of(port));
    }

    /** Reads {@code [user@]host[:port]}; an IPv6 address stands in brackets. */
    public static HostAddress parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("host " + Quoted.of(text)
                    + " is not [user@]host[:port]; an IPv6 address stands in brackets, such as [::1]:22");
        }
        String port = matcher.group(3);
        return new HostAddress(
                matcher.group(1),
                matcher.group(2).replaceAll("[\\[\\]]", ""),
                port == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(port)));
    }

    /** Returns the port that is written, or SSH's. */
    public int port() {
        return writtenPort.orElse(SSH_PORT);
    }

    /** Returns the same place with another login. */
    public HostAddress as(@Nullable String login) {
        return new HostAddress(login, host, writtenPort);
    }

    /** Returns how this host is called in messages and can be called in arguments: no user, and the port only where it is written. */
    public String label() {
        return (host.contains(":") ? "[" + host + "]" : host)
                + (writtenPort.isEmpty() ? "" : ":" + writtenPort.getAsInt());
    }

    /** Returns whether both are written as the same place, whatever the login; without a port ssh_config(5) may mean any. */
    public boolean isSamePlace(HostAddress other) {
        return writtenPort.equals(other.writtenPort) && host.equalsIgnoreCase(other.host);
    }

    @Override
    public String toString() {
        return (user == null ? "" : user + "@") + label();
    }
}
