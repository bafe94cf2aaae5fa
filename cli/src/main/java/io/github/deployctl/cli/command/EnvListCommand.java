package io.github.deployctl.cli.command;

import io.github.deployctl.cli.report.EnvText;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.ListSecrets;
import io.github.deployctl.common.protocol.SecretsReport;
import picocli.CommandLine.Command;

/** {@code deployctl env list}. */
@Command(
        name = "list",
        headerHeading = "Example: deployctl env list web1%n%n",
        header = "Names the variables that are set, since when, by whom, and whether the app has them.",
        mixinStandardHelpOptions = true)
final class EnvListCommand extends HostsVerb {
    EnvListCommand(Console console) {
        super(console);
    }

    @Override
    int run(Workspace workspace, Output shown) throws FailureException {
        SurveyView<SecretsReport> view = new SurveyView<>("env list", shown, SecretsReport.class);
        return view.run(workspace, new ListSecrets(), EnvText::of);
    }
}
