package io.github.deployctl.cli.command;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
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
        CommandLine line = requireNonNull(spec).commandLine();
        // Whoever types the name alone wants to know what there is; a script that lost its word must not take it for
        // done.
        line.usage(line.getErr());
        throw new ParameterException(line, "no command was given");
    }
}
