package io.github.deployctl.cli.command;

import io.github.deployctl.cli.config.DeployFile;
import io.github.deployctl.cli.terminal.Console;
import java.nio.file.Path;
import java.util.Locale;
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
        KnownWords known = new KnownWords(console.surroundings(), config);
        (what == What.RELEASES ? known.releases() : known.hosts()).forEach(console.out()::println);
        console.out().flush();
    }
}
