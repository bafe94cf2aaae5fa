package io.github.deployctl.cli.remote;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.release.AppName;

/**
 * Where an app's agent is reached on a host.
 *
 * @param socket the path of its socket there
 */
public record AgentPlace(AppName app, String socket) {
    private static final String USUAL = "/run/deployctl/%s/agent.sock";

    public AgentPlace {
        requireNonNull(app, "app");
        requireNonNull(socket, "socket");
    }

    /** Returns the command that passes its standard input and output on to the agent; a key's forced command takes its place. */
    public String bridge() {
        String command = "/opt/deployctl/current/deployctl-agent connect " + app;
        boolean usual = socket.equals(USUAL.formatted(app)) || !socket.endsWith("/agent.sock");
        return usual ? command : command + " --run-dir '" + folder().replace("'", "'\\''") + "'";
    }

    private String folder() {
        return socket.substring(0, socket.lastIndexOf('/'));
    }
}
