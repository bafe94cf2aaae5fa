package io.github.deployctl.cli.command;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.cli.remote.ssh.Destinations;
import io.github.deployctl.cli.remote.ssh.KeyRing;
import io.github.deployctl.cli.remote.ssh.Operator;
import io.github.deployctl.cli.remote.ssh.PinnedDestinations;
import io.github.deployctl.cli.remote.ssh.SshConnector;
import io.github.deployctl.cli.remote.sshconfig.ConfigSource;
import io.github.deployctl.cli.remote.sshconfig.ConfiguredDestinations;
import io.github.deployctl.cli.remote.sshconfig.Here;
import io.github.deployctl.cli.remote.sshconfig.Jumps;
import io.github.deployctl.cli.remote.sshconfig.OpenSsh;
import io.github.deployctl.cli.remote.sshconfig.StrictReader;
import io.github.deployctl.cli.remote.sshconfig.Wishes;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.cli.terminal.Surroundings;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How hosts are reached, by the options and the surroundings of one command. */
record SshOptions(ConnectionOptions options, Surroundings around) {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final String NONE = "none";

    ConfiguredDestinations destinations() throws FailureException {
        Map<String, String> environment = KeyRing.withoutKeys(around.environment());
        Here here = new Here(around.home(), around.folder(), around.user(), around.machine(), environment);
        return new ConfiguredDestinations(source(here), here, wishes());
    }

    /** Returns the way to hosts that {@code destinations} knows, with the keys and the person of this process. */
    SshConnector connector(Destinations destinations, Output output) throws FailureException {
        Operator operator = new Operator(new TerminalPerson(output.console()), around.environment(), around.clock());
        Destinations pinned = options.fingerprints.isEmpty()
                ? destinations
                : new PinnedDestinations(destinations, Fingerprints.parse(options.fingerprints));
        return new SshConnector(pinned, operator, output::talk, options.loans);
    }

    /** Returns how long reaching a host may take, as far as the command line says. */
    Deadline deadline() throws FailureException {
        Duration limit = options.connectTimeout == null ? CONNECT : options.connectTimeout;
        if (limit.isZero()) {
            throw usage("--connect-timeout must be longer than 0s");
        }
        return new Deadline("connect.timeout", limit);
    }

    private ConfigSource source(Here here) throws FailureException {
        String file = options.sshConfig;
        if (NONE.equals(file)) {
            return StrictReader.none(here);
        }
        @Nullable Path named = file == null ? null : around.folder().resolve(path(file));
        Optional<Path> ssh = openSsh();
        if (ssh.isPresent()) {
            return new OpenSsh(ssh.get(), named, here.environment(), deadline());
        }
        return named == null ? StrictReader.usual(here) : StrictReader.of(here, named);
    }

    private Optional<Path> openSsh() {
        return around.variable("PATH").stream()
                .flatMap(path -> Stream.of(path.split(File.pathSeparator, -1)))
                .filter(folder -> folder.startsWith("/"))
                .flatMap(SshOptions::program)
                .findFirst()
                .filter(SshOptions::answersQuestions);
    }

    /** Returns the client in a folder of PATH. There is none in one whose name has no characters in this locale. */
    private static Stream<Path> program(String folder) {
        try {
            return Stream.of(Path.of(folder, "ssh"))
                    .filter(program -> Files.isRegularFile(program) && Files.isExecutable(program));
        } catch (InvalidPathException e) {
            return Stream.empty();
        }
    }

    /** Dropbear goes by the same name where it is all there is; it would take -G for a wish to connect. */
    private static boolean answersQuestions(Path program) {
        try {
            String name = program.toRealPath().getFileName().toString();
            return !name.startsWith("dropbear") && !name.equals("dbclient");
        } catch (IOException e) {
            return false;
        }
    }

    private Wishes wishes() throws FailureException {
        Integer port = options.port;
        if (port != null && (port < 1 || port > 65535)) {
            throw usage("--port must be between 1 and 65535");
        }
        return new Wishes(
                port == null ? OptionalInt.empty() : OptionalInt.of(port),
                options.usualPort,
                options.identities.stream().map(around.folder()::resolve).toList(),
                options.knownHosts == null ? null : around.folder().resolve(options.knownHosts),
                jumps(),
                options.connectTimeout == null ? null : deadline().limit());
    }

    private @Nullable List<HostAddress> jumps() throws FailureException {
        try {
            return options.jumps == null ? null : Jumps.parse(options.jumps);
        } catch (IllegalArgumentException e) {
            throw usage("--jump: " + e.getMessage());
        }
    }

    private static Path path(String text) throws FailureException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw usage("--ssh-config is not the name of a file");
        }
    }

    private static FailureException usage(String why) {
        return Failure.of(FailureCode.USAGE, why).asException();
    }
}
