package io.github.deployctl.cli.command;

import io.github.deployctl.cli.config.DeployFile;
import io.github.deployctl.cli.config.DeployFileReader;
import io.github.deployctl.cli.config.Finding;
import io.github.deployctl.cli.report.FindingsDocument;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deployctl config validate}: every finding is a line of the result, as a compiler writes it. */
@Command(
        name = "validate",
        headerHeading = "Example: deployctl config validate && deployctl push web1%n%n",
        header = "Tells everything that is wrong in deployctl.yml, with line and column.",
        footer = {
            "%nYour own ~/.config/deployctl/config.yml, where there is one, is read too.",
            "Exit code 0: nothing is wrong. 6: something is, or deployctl.yml is not there."
        },
        mixinStandardHelpOptions = true)
final class ConfigValidateCommand implements Callable<Integer>, Verb {
    private final Console console;

    @Option(names = "--config", paramLabel = "FILE", description = "default ./" + DeployFile.NAME)
    private Path config = Path.of(DeployFile.NAME);

    @Mixin
    private OutputOptions output = new OutputOptions();

    ConfigValidateCommand(Console console) {
        this.console = console;
    }

    @Override
    public OutputOptions output() {
        return output;
    }

    @Override
    public Integer call() throws FailureException {
        Output shown = output.on(console);
        List<Finding> findings =
                DeployFileReader.findings(console.surroundings().folder().resolve(config), config.toString());
        if (findings.isEmpty()) {
            // Told as every verb that goes to hosts tells it: it is not a file of this app.
            UserDefaults.read(console.surroundings());
        }
        int status = findings.isEmpty() ? 0 : FailureCode.CONFIG_INVALID.exitStatus();
        if (shown.isJson()) {
            shown.document(FindingsDocument.of(config.toString(), findings, status));
            return status;
        }
        findings.forEach(finding -> shown.result(finding.located(config.toString())));
        if (findings.isEmpty()) {
            shown.result(config + ": nothing is wrong");
        }
        return status;
    }
}
