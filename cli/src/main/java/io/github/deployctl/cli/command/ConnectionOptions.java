package io.github.deployctl.cli.command;

import io.github.deployctl.cli.config.DeployFile;
import io.github.deployctl.cli.remote.ssh.Loans;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every verb that goes to hosts: which file, and how to log in. */
final class ConnectionOptions {
    @Option(names = "--config", paramLabel = "FILE", description = "default ./" + DeployFile.NAME)
    Path config = Path.of(DeployFile.NAME);

    @Option(names = "--user", paramLabel = "NAME", description = "log in as this user on every host")
    @Nullable
    String user;

    @Option(
            names = {"-i", "--identity"},
            paramLabel = "FILE",
            description =
                    "private key; may be given several times; default: as ssh_config says, else the ssh-agent, then"
                            + " the usual files")
    List<Path> identities = new ArrayList<>();

    @Option(
            names = "--known-hosts",
            paramLabel = "FILE",
            description = "instead of those of ssh_config, ~/.ssh/known_hosts and /etc/ssh/ssh_known_hosts")
    @Nullable
    Path knownHosts;

    @Option(
            names = "--host-key-fingerprint",
            paramLabel = "SHA256:...",
            description = "trust the key with this fingerprint and no other, known or not; may be given several times")
    List<String> fingerprints = new ArrayList<>();

    @Option(
            names = "--connect-timeout",
            paramLabel = "TIME",
            description =
                    "for reaching a host and logging in, jump hosts included; default: as ssh_config says, else 10s")
    @Nullable
    Duration connectTimeout;

    @Option(names = "--port", paramLabel = "PORT", description = "of the SSH server, on every host")
    @Nullable
    Integer port;

    /** Of a host whose entry names none, by the user's own file. */
    OptionalInt usualPort = OptionalInt.empty();

    @Option(
            names = {"-J", "--jump"},
            paramLabel = "[USER@]HOST[:PORT]",
            description = "reach every host through this one, or through several with commas between; or none")
    @Nullable
    String jumps;

    @Option(
            names = "--ssh-config",
            paramLabel = "FILE",
            description = "instead of ~/.ssh/config and /etc/ssh/ssh_config; or none")
    @Nullable
    String sshConfig;

    /** The connections that the verb may use and leave, given by whoever runs several in one process. */
    Loans loans = Loans.none();

    /** Returns what a command that is proposed needs, to be about the same file. */
    String again() {
        return config.equals(Path.of(DeployFile.NAME)) ? "" : " --config " + Again.quoted(config.toString());
    }
}
