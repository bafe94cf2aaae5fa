package io.github.deployctl.cli.command;

import io.github.deployctl.cli.report.Report;
import io.github.deployctl.cli.report.github.ReportAnnotation;
import io.github.deployctl.cli.report.github.StepOutputs;
import io.github.deployctl.cli.report.github.StepSummary;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.text.FileTrouble;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code deployctl report}: what the project's own actions end with. */
@Command(
        name = "report",
        hidden = true,
        header = "Leaves what --report has kept as a step of GitHub Actions: outputs, a summary, an annotation.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", description = "what --report has kept")
    private Path file = Path.of("");

    @Option(names = "--exit-code", paramLabel = "N", description = "that the verb ended with")
    private int exitCode;

    @Option(names = "--said", paramLabel = "FILE", description = "what the verb wrote as its result")
    private @Nullable Path said;

    @Option(names = "--planned", description = "to say what it would do is all that the verb was asked for")
    private boolean planned;

    ReportCommand(Console console) {
        this.console = console;
    }

    /** Returns what the verb ended with, or 1 where that is 0 and yet nothing was deployed. */
    @Override
    public Integer call() throws FailureException {
        try {
            Report report = Json.read(Files.readString(resolved(file)), Report.class);
            boolean done = planned ? report.outcome().equals(Report.PLANNED) : report.isDone();
            int status = exitCode == 0 && !done ? FailureCode.NOT_DEPLOYED.exitStatus() : exitCode;
            Map<String, String> outputs = StepOutputs.of(report, status);
            outputs.put("report", resolved(file).toString());
            append("GITHUB_OUTPUT", StepOutputs.written(outputs, "deployctl-" + UUID.randomUUID()));
            String result = said == null ? "" : Files.readString(resolved(said));
            append("GITHUB_STEP_SUMMARY", StepSummary.of(report, status, result));
            console.out().println(ReportAnnotation.of(report, status));
            return status;
        } catch (IOException e) {
            throw refused(FileTrouble.of(e));
        } catch (IllegalArgumentException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    private FailureException refused(String why) {
        return Failure.of(FailureCode.USAGE, "no report was made of " + file + ": " + why)
                .asException();
    }

    private Path resolved(Path path) {
        return console.surroundings().folder().resolve(path);
    }

    private void append(String variable, String text) throws IOException {
        Optional<String> target = console.surroundings().variable(variable);
        if (target.isPresent()) {
            Files.writeString(
                    resolved(Path.of(target.get())), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }
}
