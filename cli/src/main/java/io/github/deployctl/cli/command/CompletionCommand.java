package io.github.deployctl.cli.command;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.cli.terminal.Console;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code deployctl completion}. */
@Command(
        name = "completion",
        headerHeading = "Example: source <(deployctl completion)%n%n",
        header = "Prints the completion script for bash and zsh.",
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Runnable {
    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        console.out()
                .print(AutoComplete.bash(
                        "deployctl", requireNonNull(spec).root().commandLine()));
        console.out().flush();
    }
}
