package io.github.deployctl.cli.demo;

import io.github.deployctl.cli.remote.ssh.Loans;
import io.github.deployctl.cli.terminal.Console;
import java.util.List;

/** The command {@code deployctl}, as a user would type it. */
@FunctionalInterface
public interface Tool {
    /** Runs one command in this process and returns its exit status. */
    int run(List<String> words, Console console);

    /** The same for one of several commands, with the connections that those before it have left. */
    default int run(List<String> words, Console console, Loans loans) {
        return run(words, console);
    }
}
