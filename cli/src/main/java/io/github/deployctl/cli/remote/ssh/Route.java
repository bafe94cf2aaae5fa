package io.github.deployctl.cli.remote.ssh;

import java.util.List;

/**
 * What lies between here and a host.
 *
 * @param jumps hosts to go through, in order, each reached from the one before it; each is one of its own, so its own route is not looked at
 */
public record Route(List<Destination> jumps) {
    public static final Route DIRECT = new Route(List.of());

    public Route {
        jumps = List.copyOf(jumps);
    }
}
