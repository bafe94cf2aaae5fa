package io.github.deployctl.cli.command;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.cli.completion.Shell;
import io.github.deployctl.cli.terminal.Console;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code deployctl completion}. */
@Command(
        name = "completion",
        headerHeading = "Examples: source <(deployctl completion bash)%n"
                + "          source <(deployctl completion zsh)%n"
                + "          deployctl completion fish | source%n%n",
        header = "Prints the completion script for a shell: commands, options, hosts, releases.",
        footer = {
            "%nHosts are those of deployctl.yml, or of the file that --config names. Releases",
            "are those that push and status have seen from here; no host is asked."
        },
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Runnable {
    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "SHELL",
            arity = "0..1",
            description = "${COMPLETION-CANDIDATES}; default: bash, whose script knows zsh too")
    private Shell shell = Shell.BASH;

    CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        console.out().print(shell.script(requireNonNull(spec).root().commandLine()));
        console.out().flush();
    }
}
