package io.github.deployctl.cli.command;

import io.github.deployctl.cli.config.DeployFile;
import io.github.deployctl.cli.config.DeployFileReader;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.Agents;
import io.github.deployctl.cli.remote.Connector;
import io.github.deployctl.cli.remote.LoggedConnector;
import io.github.deployctl.cli.remote.ssh.SshConnector;
import io.github.deployctl.cli.remote.sshconfig.ConfiguredDestinations;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.cli.terminal.Surroundings;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Hello;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a verb works with, made of the options and the file: the declaration, the hosts, the way to their agents.
 *
 * @param lockWait how long to wait for somebody else's lock where the command line does not say
 */
record Workspace(DeployFile file, List<HostAddress> hosts, Agents agents, Duration lockWait) {
    /** Of so many hosts the configuration is asked at once; the others' while these are worked on. */
    private static final int PREPARED = 4;

    Workspace {
        hosts = List.copyOf(hosts);
    }

    /** Reads the file and picks the hosts that {@code arguments} name; connects to nobody yet. */
    static Workspace open(ConnectionOptions options, List<String> arguments, Output output) throws FailureException {
        Surroundings around = output.console().surroundings();
        DeployFile file = DeployFileReader.read(around.folder().resolve(options.config), options.config.toString());
        UserDefaults defaults = UserDefaults.read(around);
        defaults.complete(options);
        List<HostAddress> hosts = file.hosts().select(arguments).stream()
                .map(host -> defaults.login(host, options))
                .toList();
        output.console().secrets().learnFile(file.declaration().launch().env(), inMessages(file, hosts));
        SshOptions ssh = new SshOptions(options, around);
        ConfiguredDestinations destinations = ssh.destinations();
        hosts.stream().limit(PREPARED).forEach(destinations::prepare);
        Hello.ClientHello hello =
                new Hello.ClientHello(Hello.PROTOCOL, Hello.PROTOCOL, Version.current(), Callers.of(around));
        SshConnector connector = ssh.connector(destinations, output);
        Connector logged = output.log().isKept() ? new LoggedConnector(connector, output.log()::add) : connector;
        return new Workspace(
                file,
                hosts,
                new Agents(logged, file.declaration().app(), file.socket(), hello, ssh.deadline()),
                defaults.lockWait());
    }

    private static List<String> inMessages(DeployFile file, List<HostAddress> hosts) {
        List<String> names = new ArrayList<>();
        names.add(file.declaration().app().value());
        hosts.forEach(host -> names.add(host.label()));
        return names;
    }

    /** Returns the way to log in by these options. */
    static SshConnector connector(ConnectionOptions options, Output output) throws FailureException {
        Surroundings around = output.console().surroundings();
        UserDefaults.read(around).complete(options);
        SshOptions ssh = new SshOptions(options, around);
        return ssh.connector(ssh.destinations(), output);
    }
}
