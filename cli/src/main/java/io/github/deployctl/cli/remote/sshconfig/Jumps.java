package io.github.deployctl.cli.remote.sshconfig;

import io.github.deployctl.cli.host.HostAddress;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the hosts of a ProxyJump: {@code [user@]host[:port]}, or the same as {@code ssh://} addresses, with commas between. */
public final class Jumps {
    private static final String SCHEME = "ssh://";
    private static final Pattern COMMA = Pattern.compile(",");

    private Jumps() {}

    /**
     * Reads a list in the order in which the hosts are gone through; {@code none} is the empty one.
     *
     * @throws IllegalArgumentException when one is not such an address
     */
    public static List<HostAddress> parse(String text) {
        if (text.equalsIgnoreCase("none")) {
            return List.of();
        }
        return Stream.of(COMMA.split(text, -1)).map(Jumps::one).toList();
    }

    private static HostAddress one(String text) {
        boolean address = text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        return HostAddress.parse(address ? text.substring(SCHEME.length()) : text);
    }
}
