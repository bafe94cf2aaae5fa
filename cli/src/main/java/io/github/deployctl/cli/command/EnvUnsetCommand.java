package io.github.deployctl.cli.command;

import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.protocol.UnsetSecrets;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code deployctl env unset}. */
@Command(
        name = "unset",
        headerHeading = "Example: deployctl env unset DB_PASSWORD --on web1%n%n",
        header = "Forgets variables, from the app's next start on.",
        footer = "%nWhat they were goes on being *** in what is shown: logs still have it.",
        mixinStandardHelpOptions = true)
final class EnvUnsetCommand extends EnvChangeVerb {
    EnvUnsetCommand(Console console) {
        super(console);
    }

    @Override
    String verb() {
        return "unset";
    }

    @Override
    Request request(List<String> names, Output shown) {
        return new UnsetSecrets(names);
    }
}
