package io.github.deployctl.cli.config;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.cli.hook.Hooks;
import io.github.deployctl.cli.host.Inventory;
import io.github.deployctl.cli.verify.Verification;
import io.github.deployctl.common.config.Declaration;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code deployctl.yml} says.
 *
 * @param declaration what travels to the hosts
 * @param artifact the jar, resolved against the file's folder; whether it exists is not checked here
 * @param socket the agent's socket on every host, absolute
 * @param verify what is run here when a host serves the new release
 * @param hooks what is run here around a push
 */
public record DeployFile(
        Declaration declaration,
        Path artifact,
        Inventory hosts,
        String socket,
        Optional<Verification> verify,
        Hooks hooks) {
    /** The name that is looked for when none is given. */
    public static final String NAME = "deployctl.yml";

    public DeployFile {
        requireNonNull(declaration, "declaration");
        requireNonNull(artifact, "artifact");
        requireNonNull(hosts, "hosts");
        requireNonNull(socket, "socket");
        requireNonNull(verify, "verify");
        requireNonNull(hooks, "hooks");
    }

    /** One that names nothing to be run here. */
    public DeployFile(Declaration declaration, Path artifact, Inventory hosts, String socket) {
        this(declaration, artifact, hosts, socket, Optional.empty(), Hooks.NONE);
    }
}
