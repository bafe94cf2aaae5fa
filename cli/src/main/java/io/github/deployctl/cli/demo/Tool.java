package io.github.deployctl.cli.demo;

import io.github.deployctl.cli.terminal.Console;
import java.util.List;

/** The command {@code deployctl}, as a user would type it. */
@FunctionalInterface
public interface Tool {
    /** Runs one command in this process and returns its exit status. */
    int run(List<String> words, Console console);
}
