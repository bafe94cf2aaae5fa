package io.github.deployctl.cli.remote.ssh;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What lies between here and a host.
 *
 * @param jumps hosts to go through, in order, each reached from the one before it. Of a jump's own route only what is not a jump counts, and only the
 *     first's: the others are not reached from here.
 * @param command whose input and output are the connection (ProxyCommand), or null
 * @param bind the address to connect from (BindAddress), or null
 */
public record Route(
        List<Destination> jumps,
        @Nullable ProxyCommand command,
        Family family,
        @Nullable String bind) {
    /** Which addresses of a name are tried (AddressFamily). */
    public enum Family {
        ANY,
        INET,
        INET6
    }

    public static final Route DIRECT = new Route(List.of(), null, Family.ANY, null);

    public Route {
        jumps = List.copyOf(jumps);
        requireNonNull(family, "family");
    }

    /** Returns the same behind jump hosts. */
    public Route behind(List<Destination> hosts) {
        return new Route(hosts, command, family, bind);
    }
}
