package io.github.deployctl.cli.command;

import io.github.deployctl.cli.config.DeployFile;
import io.github.deployctl.cli.config.DeployFileReader;
import io.github.deployctl.cli.config.NewDeployFile;
import io.github.deployctl.cli.init.Guess;
import io.github.deployctl.cli.init.InitDocument;
import io.github.deployctl.cli.init.NewFile;
import io.github.deployctl.cli.init.Project;
import io.github.deployctl.cli.init.ProjectFinder;
import io.github.deployctl.cli.init.Workflow;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deployctl init}: asks only what the project does not say, and only on a terminal. */
@Command(
        name = "init",
        headerHeading = "Example: deployctl init --port 8080 --host deploy@web1.example.com%n%n",
        header = "Writes a small deployctl.yml for the project in this folder.",
        footer = {
            "%nThe app's name, its jar and its port are taken from pom.xml, build.gradle,",
            "settings.gradle (in Kotlin too) and application.properties or .yml in",
            "src/main/resources; what is not there is asked on a terminal."
        },
        mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer>, Verb {
    private static final String DEFAULT_PORT = "8080";

    private final Console console;

    @Option(names = "--app", paramLabel = "NAME", description = "default: as the build calls it, else after the folder")
    private @Nullable String app;

    @Option(
            names = "--artifact",
            paramLabel = "JAR",
            description = "default: the executable jar that the build makes, or that is in target or build/libs")
    private @Nullable String artifact;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "that the app listens on; default: as it is set in the project, else 8080")
    private @Nullable String port;

    @Option(names = "--host", paramLabel = "HOST", description = "[user@]host[:port]; may be given several times")
    private List<String> hosts = new ArrayList<>();

    @Option(names = "--config", paramLabel = "FILE", description = "where to write; default ./" + DeployFile.NAME)
    private Path config = Path.of(DeployFile.NAME);

    @Option(
            names = "--workflow",
            negatable = true,
            description = "write " + Workflow.FILE + " too, for GitHub Actions; alone where there is a deployctl.yml")
    private @Nullable Boolean workflow;

    @Option(
            names = {"-y", "--yes"},
            description = "ask nothing, take what was found")
    private boolean yes;

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
        Output shown = output.on(console);
        InitQuestions questions = new InitQuestions(console, !yes);
        NewFile file = new NewFile(folder.resolve(config), config.toString());
        NewFile deploy = new NewFile(folder.resolve(Workflow.FILE), Workflow.FILE);
        boolean wanted = Boolean.TRUE.equals(workflow);
        if (wanted) {
            deploy.require();
        }
        Project project = new ProjectFinder(folder).find();
        if (wanted && file.isThere()) {
            String name = DeployFileReader.read(file.path(), file.shown())
                    .declaration()
                    .app()
                    .value();
            deploy.write(new Workflow(name, project.build(), file.shown(), Workflow.branch(folder)).text());
            return show(shown, InitDocument.of(List.of(Workflow.FILE), null, List.of()));
        }
        file.require();
        NewDeployFile written = settings(folder, project, questions, shown);
        String text = written.text();
        // The way every other verb will read it, before it is there.
        DeployFileReader.check(text, file.path(), file.shown());
        wanted |= workflow == null
                && !deploy.isThere()
                && Workflow.isOnGitHub(folder)
                && questions.isAnsweredYes("Write " + Workflow.FILE + " too?");
        file.write(text);
        List<String> files = new ArrayList<>(List.of(file.shown()));
        if (wanted) {
            deploy.write(new Workflow(written.app(), project.build(), file.shown(), Workflow.branch(folder)).text());
            files.add(Workflow.FILE);
        }
        return show(shown, InitDocument.of(files, written, project.notes()));
    }

    private NewDeployFile settings(Path folder, Project project, InitQuestions questions, Output shown)
            throws FailureException {
        Optional<Guess> name = given(app).or(project::name);
        Guess jar = given(artifact).or(project::artifact).orElseGet(() -> asked(questions, "Executable jar", ""));
        if (jar.value().isEmpty()) {
            throw noArtifact(project);
        }
        Guess listen = given(port).or(project::port).orElseGet(() -> asked(questions, "Port of the app", DEFAULT_PORT));
        tell(shown, "artifact", jar);
        tell(shown, "port", listen);
        project.ready().ifPresent(path -> tell(shown, "ready", path));
        return new NewDeployFile(
                app != null
                        ? app
                        : name.map(each -> NewDeployFile.nameAfter(each.value()))
                                .orElseGet(() -> NewDeployFile.nameAfter(folder)),
                jar.value(),
                listen.value(),
                hosts.isEmpty() ? questions.hosts() : hosts,
                project.ready().map(Guess::value));
    }

    private static Optional<Guess> given(@Nullable String option) {
        return Optional.ofNullable(option).map(value -> new Guess(value, ""));
    }

    private static Guess asked(InitQuestions questions, String what, String otherwise) {
        return new Guess(
                questions.ask(what, otherwise), questions.canAsk() ? "" : "nothing in the project says another");
    }

    /** What was given on the command line, or was an answer, needs no explanation. */
    private static void tell(Output shown, String what, Guess guess) {
        if (!guess.from().isEmpty()) {
            shown.step(what + " " + guess.value() + ": " + guess.from());
        }
    }

    private int show(Output shown, InitDocument document) {
        if (shown.isJson()) {
            shown.document(document);
            return 0;
        }
        document.notes().forEach(note -> shown.step("Note: " + note));
        document.files().forEach(file -> shown.result("Wrote " + file));
        InitDocument.Settings settings = document.settings();
        boolean noHost = settings != null && settings.hosts().isEmpty();
        shown.result("Next: "
                + (document.files().contains(Workflow.FILE)
                        ? "replace PIN in " + Workflow.FILE + " as said there, and set its secret"
                        : "deployctl push" + (noHost ? " HOST" : "")));
        return 0;
    }

    private FailureException noArtifact(Project project) {
        String why = project.notes().isEmpty()
                ? "no single executable jar in target or build/libs"
                : String.join("; ", project.notes());
        return Failure.of(FailureCode.USAGE, "no " + config + " written: " + why)
                .hint("build first, or deployctl init --artifact JAR")
                .asException();
    }
}
