package io.github.deployctl.cli.command;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code deployctl maintenance}. */
@Command(
        name = "maintenance",
        headerHeading = "Example: deployctl maintenance on --message 'moving the database'%n%n",
        header = "Has the agent answer 503 while the app keeps running, or the app answer again.",
        footer = {
            "%nNo connection is refused or reset: what the app has accepted it serves to the end.",
            "Pushes, rollbacks and restarts meanwhile take effect when maintenance is off."
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class MaintenanceCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(requireNonNull(spec).commandLine(), "maintenance wants to know what: on or off");
    }
}
