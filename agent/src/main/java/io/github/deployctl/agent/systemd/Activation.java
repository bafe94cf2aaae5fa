package io.github.deployctl.agent.systemd;

import io.github.deployctl.common.release.Quoted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The descriptors that this process was started with, from {@link #FIRST_FD} on: those of a socket unit and those that a former agent gave into keeping
 * (sd_listen_fds(3)). Their order says nothing, so each has a name.
 *
 * @param names one for each descriptor
 */
public record Activation(List<String> names) {
    /** SD_LISTEN_FDS_START. */
    public static final int FIRST_FD = 3;

    /** What sd_listen_fds_with_names(3) calls a descriptor without a name. */
    static final String UNKNOWN = "unknown";

    private static final Activation NONE = new Activation(List.of());
    private static final int MOST = 512;

    public Activation {
        names = List.copyOf(names);
    }

    /**
     * Reads the variables. Those that are meant for another process, as a child of an activated service inherits them, mean nothing.
     *
     * @throws IOException when they are meant for this process and make no sense: to go on would open the sockets a second time
     */
    public static Activation read(Map<String, String> environment, long pid) throws IOException {
        String count = environment.get("LISTEN_FDS");
        String meant = environment.get("LISTEN_PID");
        if (count == null || !Long.toString(pid).equals(meant)) {
            return NONE;
        }
        int fds;
        try {
            fds = Integer.parseInt(count);
        } catch (NumberFormatException e) {
            throw new IOException("LISTEN_FDS is " + Quoted.of(count) + ", which is not a number");
        }
        if (fds < 0 || fds > MOST) {
            throw new IOException("LISTEN_FDS is " + fds + ", which is not between 0 and " + MOST);
        }
        return new Activation(names(fds, environment.getOrDefault("LISTEN_FDNAMES", "")));
    }

    private static List<String> names(int fds, String given) throws IOException {
        List<String> names = new ArrayList<>();
        if (!given.isEmpty()) {
            names.addAll(List.of(given.split(":", -1)));
        }
        if (names.size() > fds) {
            throw new IOException("LISTEN_FDNAMES has " + names.size() + " names for " + fds + " descriptors");
        }
        while (names.size() < fds) {
            names.add(UNKNOWN);
        }
        return names;
    }
}
