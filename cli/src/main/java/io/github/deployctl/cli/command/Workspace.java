package io.github.deployctl.cli.command;

import io.github.deployctl.cli.config.DeployFile;
import io.github.deployctl.cli.config.DeployFileReader;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.Agents;
import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.cli.remote.ssh.HostKeyRules;
import io.github.deployctl.cli.remote.ssh.KeyRules;
import io.github.deployctl.cli.remote.ssh.Operator;
import io.github.deployctl.cli.remote.ssh.SshConnector;
import io.github.deployctl.cli.remote.ssh.SshSettings;
import io.github.deployctl.cli.remote.ssh.Timing;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.cli.terminal.Surroundings;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Hello;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a verb works with, made of the options and the file: the declaration, the hosts, the way to their agents. */
record Workspace(DeployFile file, List<HostAddress> hosts, Agents agents) {
    private static final List<String> USUAL_KEYS = List.of("id_ed25519", "id_ecdsa", "id_rsa");

    Workspace {
        hosts = List.copyOf(hosts);
    }

    /** Reads the file and picks the hosts that {@code arguments} name; connects to nobody yet. */
    static Workspace open(ConnectionOptions options, List<String> arguments, Output output) throws FailureException {
        Surroundings around = output.console().surroundings();
        DeployFile file = DeployFileReader.read(around.folder().resolve(options.config), options.config.toString());
        List<HostAddress> hosts = file.hosts().select(arguments).stream()
                .map(host -> options.user == null ? host : host.as(options.user))
                .toList();
        Deadline connect = deadline(options);
        Hello.ClientHello hello =
                new Hello.ClientHello(Hello.PROTOCOL, Hello.PROTOCOL, Version.current(), Callers.of(around));
        SshConnector connector = connector(options, output);
        return new Workspace(
                file, hosts, new Agents(connector, file.declaration().app(), file.socket(), hello, connect));
    }

    /** Returns the way to log in by these options. */
    static SshConnector connector(ConnectionOptions options, Output output) throws FailureException {
        Surroundings around = output.console().surroundings();
        Operator operator = new Operator(new TerminalPerson(output.console()), around.environment(), around.clock());
        return new SshConnector(ssh(options, around, deadline(options)), operator, output::talk);
    }

    private static Deadline deadline(ConnectionOptions options) throws FailureException {
        if (options.connectTimeout.isZero()) {
            throw Failure.of(FailureCode.USAGE, "--connect-timeout must be longer than 0s")
                    .asException();
        }
        return new Deadline("connect.timeout", options.connectTimeout);
    }

    private static SshSettings ssh(ConnectionOptions options, Surroundings around, Deadline connect) {
        Path ssh = around.home().resolve(".ssh");
        return new SshSettings(
                around.user(),
                hostKeys(options, around, ssh),
                new KeyRules(
                        options.identities.stream()
                                .map(around.folder()::resolve)
                                .toList(),
                        USUAL_KEYS.stream()
                                .map(ssh::resolve)
                                .filter(Files::exists)
                                .toList(),
                        false,
                        List.of(),
                        around.variable("SSH_AUTH_SOCK")
                                .flatMap(Workspace::path)
                                .orElse(null)),
                new Timing(connect, Timing.ALIVE_SECONDS, Timing.ALIVE_COUNT));
    }

    private static HostKeyRules hostKeys(ConnectionOptions options, Surroundings around, Path ssh) {
        boolean usual = options.knownHosts == null;
        return new HostKeyRules(
                usual
                        ? List.of(ssh.resolve("known_hosts"))
                        : List.of(around.folder().resolve(options.knownHosts)),
                usual ? List.of(Path.of("/etc/ssh/ssh_known_hosts")) : List.of(),
                null,
                HostKeyRules.Strictness.YES,
                false,
                List.of());
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
