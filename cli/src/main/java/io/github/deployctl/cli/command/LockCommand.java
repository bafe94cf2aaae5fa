package io.github.deployctl.cli.command;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code deployctl lock}. */
@Command(
        name = "lock",
        headerHeading = "Example: deployctl lock acquire --message 'audit until noon' --for 2h%n%n",
        header = "Keeps others from changing what serves, or tells who does.",
        footer = {
            "%nEvery push, rollback, restart and start holds the lock for as long as it takes, and",
            "lets go of it when it ends, however it ends. Exit code 5: somebody else has it."
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class LockCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                requireNonNull(spec).commandLine(), "lock wants to know what: status, acquire or release");
    }
}
