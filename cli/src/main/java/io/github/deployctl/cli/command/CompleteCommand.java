package io.github.deployctl.cli.command;

import io.github.deployctl.cli.completion.SeenReleases;
import io.github.deployctl.cli.config.DeployFile;
import io.github.deployctl.cli.config.DeployFileReader;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Surroundings;
import io.github.deployctl.common.failure.FailureException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code deployctl complete}: what the scripts of {@code deployctl completion} ask for. It goes to no host, and fails in silence. */
@Command(
        name = "complete",
        hidden = true,
        header = "Writes the hosts and groups of deployctl.yml, or the releases that were seen from here.",
        mixinStandardHelpOptions = true)
final class CompleteCommand implements Runnable {
    private final Console console;

    @Parameters(paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}")
    private What what = What.HOSTS;

    @Option(names = "--config", paramLabel = "FILE", description = "default ./" + DeployFile.NAME)
    private Path config = Path.of(DeployFile.NAME);

    /** What is wanted. */
    enum What {
        HOSTS,
        RELEASES;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    CompleteCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        Surroundings around = console.surroundings();
        try {
            DeployFile file = DeployFileReader.read(around.folder().resolve(config), config.toString());
            words(file, around).distinct().forEach(console.out()::println);
            console.out().flush();
        } catch (FailureException e) {
            // Somebody presses a key in the middle of a line: no place for a message.
        }
    }

    private Stream<String> words(DeployFile file, Surroundings around) {
        if (what == What.RELEASES) {
            return new SeenReleases(around.cache()).of(file.declaration().app()).stream();
        }
        return Stream.concat(
                file.hosts().groups().keySet().stream(),
                file.hosts().all().stream().map(HostAddress::label));
    }
}
