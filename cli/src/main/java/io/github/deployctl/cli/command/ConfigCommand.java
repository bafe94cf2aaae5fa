package io.github.deployctl.cli.command;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code deployctl config}. */
@Command(
        name = "config",
        headerHeading = "Example: deployctl config validate%n%n",
        header = "Tells about deployctl.yml: its faults, what counts, what may stand in it.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class ConfigCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                requireNonNull(spec).commandLine(), "config wants to know what: validate, show, docs or schema");
    }
}
