package io.github.deployctl.agent.supervise;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.protocol.Caller;
import io.github.deployctl.common.protocol.Lease;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for something.
 *
 * @param name the user and the machine of the client, as the client says it
 * @param login the user that the kernel named; empty for the agent itself and for whoever sends it signals, whom no lock keeps out
 * @param run the address of the CI run, or null outside CI
 * @param lease the answer to what asked for a lease on the same connection, or null
 */
public record Asker(
        String name,
        String login,
        @Nullable String run,
        @Nullable Ticket lease) {
    public Asker {
        requireNonNull(name, "name");
        requireNonNull(login, "login");
    }

    /** The agent itself, or somebody on the host who needs no connection to it. */
    public static Asker local(String name) {
        return new Asker(name, "", null, null);
    }

    public static Asker of(Caller caller, String login, @Nullable Ticket lease) {
        return new Asker(caller.user() + "@" + caller.host(), login, caller.run(), lease);
    }

    boolean isLocal() {
        return login.isEmpty();
    }

    /** Returns whether a lease is this one's own: the same person at the same machine, or the same CI run, which may have many. */
    boolean owns(Lease held) {
        return login.equals(held.login()) && (name.equals(held.owner()) || (run != null && run.equals(held.run())));
    }

    /** Returns who it is, for the history and for others. */
    String by() {
        return name + (run == null ? "" : " (" + run + ")") + (isLocal() ? "" : " as " + login);
    }
}
