package io.github.deployctl.cli.doctor;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.common.config.Declaration;

/**
 * What hosts are measured by.
 *
 * @param socket the agent's, on every host
 * @param artifactSize in bytes; 0 where it is not known
 * @param version of this deployctl
 */
public record Expectation(Declaration declaration, String socket, long artifactSize, String version) {
    public Expectation {
        requireNonNull(declaration, "declaration");
        requireNonNull(socket, "socket");
        requireNonNull(version, "version");
    }

    String unit() {
        return "deployctl-agent@" + declaration.app() + ".service";
    }
}
