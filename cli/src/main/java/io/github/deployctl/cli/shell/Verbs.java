package io.github.deployctl.cli.shell;

import io.github.deployctl.cli.remote.ssh.Loans;
import io.github.deployctl.cli.terminal.Console;
import java.util.List;

/** Runs one command in this process and returns its exit status. */
@FunctionalInterface
public interface Verbs {
    int run(List<String> words, Console console, Loans loans);
}
