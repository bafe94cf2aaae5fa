package io.github.deployctl.cli.command;

import io.github.deployctl.cli.artifact.ArtifactReader;
import io.github.deployctl.cli.artifact.ChecksumCache;
import io.github.deployctl.cli.config.DeployFile;
import io.github.deployctl.cli.doctor.CheckUp;
import io.github.deployctl.cli.doctor.DoctorDocument;
import io.github.deployctl.cli.doctor.DoctorText;
import io.github.deployctl.cli.doctor.Expectation;
import io.github.deployctl.cli.doctor.HostLook;
import io.github.deployctl.cli.doctor.Level;
import io.github.deployctl.cli.doctor.LocalLook;
import io.github.deployctl.cli.doctor.LocalSight;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.ssh.Destinations;
import io.github.deployctl.cli.remote.ssh.KeyRules;
import io.github.deployctl.cli.remote.ssh.KeySurvey;
import io.github.deployctl.cli.remote.ssh.SshConnector;
import io.github.deployctl.cli.remote.sshconfig.ConfiguredDestinations;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.cli.terminal.ProgressView;
import io.github.deployctl.cli.terminal.Style;
import io.github.deployctl.cli.terminal.Surroundings;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** {@code deployctl doctor}: a file that cannot be read is a finding like any other. */
@Command(
        name = "doctor",
        headerHeading = "Example: deployctl doctor web1%n%n",
        header = "Looks for what may keep a push from going well, here and on the hosts, and changes nothing.",
        footer = {
            "%nEach finding is ok, warn, fail or skip (it could not be looked at), with what",
            "to do about it. Exit status: 0 where nothing failed; else what a push would",
            "end with because of the first failure: 1 it would be refused, 4 a host or its",
            "agent is not reached, 6 the configuration is wrong, 7 a key was refused, 8 the",
            "artifact cannot be started. On a terminal it asks what a push would ask; a",
            "host key that is confirmed is kept in known_hosts."
        },
        mixinStandardHelpOptions = true)
final class DoctorCommand extends HostsVerb {
    DoctorCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws FailureException {
        try {
            return super.call();
        } catch (FailureException e) {
            LocalSight.Configuration configuration = configuration();
            DeployFile read = configuration.read();
            boolean isFinding = read == null
                    ? e.failure().code() == FailureCode.CONFIG_INVALID
                    : read.hosts().all().isEmpty() && !namesHosts();
            // Another failure is about what stands on the command line.
            if (!isFinding) {
                throw e;
            }
            Output shown = output().on(console());
            return show(here(look(configuration, List.of()), shown), shown);
        }
    }

    @Override
    int run(Workspace workspace, Output shown) throws FailureException {
        SshOptions ssh = new SshOptions(connection(), console().surroundings());
        ConfiguredDestinations destinations = ssh.destinations();
        SshConnector connector = ssh.connector(destinations, shown);
        LocalSight here = look(configuration(), keys(ssh, destinations, workspace.hosts()));
        CheckUp checkUp = here(here, shown);
        Expectation expected = new Expectation(
                workspace.file().declaration(),
                workspace.file().socket(),
                here.artifact().size(),
                Version.current());
        HostLook look = new HostLook(
                new HostLook.Ways(connector, connector, shown.log()::add),
                workspace.agents(),
                expected,
                console().surroundings().clock());
        try (ProgressView progress = shown.progress(workspace.hosts())) {
            checkUp = checkUp.with(workspace.hosts(), look, progress);
        }
        return show(checkUp, shown);
    }

    /** What was found is in the log at once: what comes then may take long. */
    private static CheckUp here(LocalSight sight, Output shown) {
        CheckUp found = CheckUp.of(sight);
        found.here().forEach(finding -> shown.log().add("here: " + finding.describe()));
        return found;
    }

    private LocalSight.Configuration configuration() {
        Path file = console().surroundings().folder().resolve(connection().config);
        return LocalLook.configuration(file, connection().config.toString());
    }

    private LocalSight look(LocalSight.Configuration configuration, List<KeySurvey.Found> keys) {
        Surroundings around = console().surroundings();
        ArtifactReader reader = new ArtifactReader(around.clock(), new ChecksumCache(around.cache(), around.clock()));
        return new LocalLook(around.clock(), reader)
                .look(around.variable("PATH").orElse(""), configuration, keys);
    }

    private List<KeySurvey.Found> keys(SshOptions ssh, Destinations destinations, List<HostAddress> hosts)
            throws FailureException {
        KeySurvey survey = new KeySurvey(console().surroundings().environment(), ssh.deadline());
        return LocalLook.keys(survey, hosts.stream().flatMap(host -> rules(destinations, host)));
    }

    /** Where it cannot be known the host's own findings say why. */
    private static Stream<KeyRules> rules(Destinations destinations, HostAddress host) {
        try {
            return Stream.of(destinations.of(host).keys());
        } catch (FailureException e) {
            return Stream.empty();
        }
    }

    private int show(CheckUp checkUp, Output shown) {
        if (shown.isJson()) {
            shown.document(DoctorDocument.of(checkUp));
        } else {
            Style style = shown.style();
            boolean seen = console().screen().showsResults();
            DoctorText.of(checkUp, (level, word) -> seen && level == Level.FAIL ? style.bad(word) : word)
                    .forEach(shown::result);
        }
        return checkUp.exitStatus();
    }
}
