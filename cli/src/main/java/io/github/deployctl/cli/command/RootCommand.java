package io.github.deployctl.cli.command;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code deployctl} without a verb. */
@Command(
        name = "deployctl",
        headerHeading = "Example: deployctl init && deployctl push web1%n%n",
        header = "Swaps a running jar on plain Linux hosts, over SSH, without losing a request.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        footer = "%nMore: deployctl help exit-codes|config|hooks|ci|security, or help COMMAND%n")
final class RootCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(requireNonNull(spec).commandLine(), "no command was given");
    }
}
