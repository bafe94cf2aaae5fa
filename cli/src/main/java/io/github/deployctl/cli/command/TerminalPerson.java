package io.github.deployctl.cli.command;

import io.github.deployctl.cli.remote.ssh.Person;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Question;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Whoever sits at the terminal of this process, if it has one and is no CI job. */
final class TerminalPerson implements Person {
    private final Console console;
    /** To use the terminal. */
    private final ReentrantLock turn = new ReentrantLock();

    private final Queue<String> told = new ConcurrentLinkedQueue<>();

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
    public String ask(String question) {
        return alone(() -> new Question(console).instead().ask(question));
    }

    @Override
    public char[] askSecret(String question) {
        return alone(() -> new Question(console).instead().askSecret(question));
    }

    private <T> T alone(Supplier<T> question) {
        turn.lock();
        try {
            return question.get();
        } finally {
            turn.unlock();
            showTold();
        }
    }

    @Override
    public void tell(String line) {
        told.add(line);
        showTold();
    }

    /** Whoever has the turn does it again when that is over, so that no line is left. */
    private void showTold() {
        while (!told.isEmpty() && turn.tryLock()) {
            try {
                for (String line = told.poll(); line != null; line = told.poll()) {
                    show(line);
                }
            } finally {
                turn.unlock();
            }
        }
    }

    private void show(String line) {
        // On a terminal a line may live that would stand before this one.
        console.err().println((console.screen().showsErrors() ? "\n" : "") + "Warning: " + line);
        console.err().flush();
    }
}
