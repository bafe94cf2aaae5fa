package io.github.deployctl.cli.command;

import io.github.deployctl.cli.remote.ssh.Person;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Question;

/** Whoever sits at the terminal of this process, if it has one and is no CI job. */
final class TerminalPerson implements Person {
    private final Console console;

    TerminalPerson(Console console) {
        this.console = console;
    }

    /** CI systems set CI, and some of them give their jobs a terminal. */
    @Override
    public boolean isThere() {
        return console.surroundings()
                        .variable("CI")
                        .filter(value -> !value.equals("false") && !value.equals("0"))
                        .isEmpty()
                && console.screen().canAnswer();
    }

    @Override
    public synchronized String ask(String question) {
        return new Question(console).instead().ask(question);
    }

    @Override
    public synchronized char[] askSecret(String question) {
        return new Question(console).instead().askSecret(question);
    }

    @Override
    public synchronized void tell(String line) {
        // On a terminal a line may live that would stand before this one.
        console.err().println((console.screen().showsErrors() ? "\n" : "") + "Warning: " + line);
        console.err().flush();
    }
}
