package io.github.deployctl.cli.command;

import io.github.deployctl.cli.config.key.Reference;
import io.github.deployctl.cli.terminal.Console;
import picocli.CommandLine.Command;

/** {@code deployctl config docs}. */
@Command(
        name = "docs",
        headerHeading = "Example: deployctl config docs | less%n%n",
        header = "Prints the reference of deployctl.yml, every key of it, as Markdown.",
        mixinStandardHelpOptions = true)
final class ConfigDocsCommand implements Runnable {
    private final Console console;

    ConfigDocsCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        console.out().print(Reference.markdown());
        console.out().flush();
    }
}
