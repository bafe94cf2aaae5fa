package io.github.deployctl.cli.command;

import io.github.deployctl.cli.artifact.ArtifactFinder;
import io.github.deployctl.cli.config.DeployFile;
import io.github.deployctl.cli.config.DeployFileReader;
import io.github.deployctl.cli.config.NewDeployFile;
import io.github.deployctl.cli.report.InitDocument;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.cli.terminal.Question;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deployctl init}: asks only what it cannot see, and only on a terminal. */
@Command(
        name = "init",
        headerHeading = "Example: deployctl init --port 8080 --host deploy@web1.example.com%n%n",
        header = "Writes a small deployctl.yml for the project in this folder.",
        mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer>, Verb {
    private static final String DEFAULT_PORT = "8080";

    private final Console console;

    @Option(names = "--app", paramLabel = "NAME", description = "default: after the folder")
    private @Nullable String app;

    @Option(
            names = "--artifact",
            paramLabel = "JAR",
            description = "default: the executable jar in target or build/libs")
    private @Nullable String artifact;

    @Option(names = "--port", paramLabel = "PORT", description = "that the app listens on; default 8080")
    private @Nullable String port;

    @Option(names = "--host", paramLabel = "HOST", description = "[user@]host[:port]; may be given several times")
    private List<String> hosts = new ArrayList<>();

    @Option(names = "--config", paramLabel = "FILE", description = "where to write; default ./" + DeployFile.NAME)
    private Path config = Path.of(DeployFile.NAME);

    @Mixin
    private OutputOptions output = new OutputOptions();

    InitCommand(Console console) {
        this.console = console;
    }

    @Override
    public OutputOptions output() {
        return output;
    }

    @Override
    public Integer call() throws FailureException {
        Path folder = console.surroundings().folder();
        Path file = folder.resolve(config);
        if (Files.exists(file)) {
            throw exists();
        }
        String jar = artifact == null ? findArtifact(folder) : artifact;
        String listen = port == null ? ask("Port of the app", DEFAULT_PORT) : port;
        String name = app == null ? NewDeployFile.nameAfter(folder) : app;
        List<String> targets = hosts.isEmpty() ? askHosts() : hosts;
        write(file, new NewDeployFile(name, jar, listen, targets).text());
        Output shown = output.on(console);
        if (shown.isJson()) {
            shown.document(InitDocument.of(config.toString()));
        } else {
            shown.result("Wrote " + config);
            shown.result("Next: deployctl push" + (targets.isEmpty() ? " HOST" : ""));
        }
        return 0;
    }

    private String findArtifact(Path folder) throws FailureException {
        Optional<Path> found = ArtifactFinder.find(folder);
        if (found.isPresent()) {
            return found.get().toString();
        }
        String answer = ask("Executable jar", "");
        if (answer.isEmpty()) {
            throw Failure.of(
                            FailureCode.USAGE,
                            "no " + config + " written: no single executable jar in target or build/libs")
                    .hint("build first, or deployctl init --artifact JAR")
                    .asException();
        }
        return answer;
    }

    private List<String> askHosts() {
        String answer = ask("Hosts, [user@]host[:port], or nothing", "");
        return answer.isEmpty() ? List.of() : List.of(answer.split("[,\\s]+", -1));
    }

    private String ask(String what, String otherwise) {
        if (!console.screen().canAnswer()) {
            return otherwise;
        }
        String answer = new Question(console).ask(what + (otherwise.isEmpty() ? "" : " [" + otherwise + "]") + ": ");
        return answer.isEmpty() ? otherwise : answer;
    }

    /** Checks the text the way every other verb will read it, before it is there. */
    private void write(Path file, String text) throws FailureException {
        DeployFileReader.check(text, file, config.toString());
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw exists();
        } catch (IOException e) {
            throw Failure.of(FailureCode.NOT_DEPLOYED, "no " + config + " written: " + e.getMessage())
                    .asException();
        }
    }

    private FailureException exists() {
        return Failure.of(FailureCode.USAGE, "no " + config + " written: there is one, and it is never overwritten")
                .hint("edit it, or write another with --config FILE")
                .asException();
    }
}
