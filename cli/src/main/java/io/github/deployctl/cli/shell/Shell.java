package io.github.deployctl.cli.shell;

import io.github.deployctl.cli.remote.ssh.KeptConnections;
import io.github.deployctl.cli.remote.ssh.Loans;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Curtain;
import io.github.deployctl.cli.terminal.Prompt;
import io.github.deployctl.common.failure.FailureCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/** Runs one command after the other, each with a console and a situation of its own, and with the connections that those before it have left. Used by one thread. */
public final class Shell {
    private static final String NAME = "deployctl";
    private static final String EXIT = "exit";

    private final Console console;
    private final Verbs verbs;
    private final KeptConnections kept;
    private int status;
    private boolean left;

    public Shell(Console console, Verbs verbs, KeptConnections kept) {
        this.console = console;
        this.verbs = verbs;
        this.kept = kept;
    }

    /** How a command is run. */
    @FunctionalInterface
    private interface Way {
        int run(List<String> words);
    }

    /** Runs what is typed, until somebody leaves; returns 0. */
    public int converse(Prompt prompt, HistoryFile history) {
        history.read().forEach(prompt::remember);
        Discreet discreet = new Discreet(console.secrets());
        while (!left) {
            Optional<String> line = prompt.read(status == 0 ? NAME + "> " : NAME + " [" + status + "]> ");
            if (line.isEmpty()) {
                break;
            }
            Words.commands(line.get()).ifPresent(commands -> run(commands, words -> runLeavable(words, prompt)));
            if (discreet.isFit(line.get())) {
                prompt.remember(line.get());
                history.add(line.get());
            }
        }
        return 0;
    }

    /**
     * Runs the lines of standard input and returns 0, or the exit status of the first that failed.
     *
     * @param keepGoing false where that one is the last that is run
     */
    public int runScript(boolean keepGoing) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
        int failed = 0;
        int number = 0;
        StringBuilder text = new StringBuilder();
        for (String line = lines.readLine(); line != null && !left; line = lines.readLine()) {
            number++;
            text.append(line);
            if (Words.isUnfinished(text.toString())) {
                text.append('\n');
                continue;
            }
            // A line that runs nothing has not failed.
            status = 0;
            Words.commands(text.toString())
                    .ifPresent(commands -> run(commands, words -> run(words, InputStream.nullInputStream())));
            text.setLength(0);
            failed = failed == 0 ? status : failed;
            if (status != 0) {
                tell("line " + number + " ended with exit code " + status
                        + (keepGoing ? "" : "; what comes after it was not run"));
                if (!keepGoing) {
                    return failed;
                }
            }
        }
        if (!text.isEmpty()) {
            tell("nothing was done by the last line: a quote is open, or its end is escaped");
            return failed == 0 ? FailureCode.USAGE.exitStatus() : failed;
        }
        return failed;
    }

    private void tell(String what) {
        console.err().println(NAME + ": " + what);
        console.err().flush();
    }

    /** Runs several, which were pasted together; not those after one that failed. */
    private void run(List<List<String>> commands, Way way) {
        if (!commands.isEmpty()) {
            status = 0;
        }
        for (List<String> command : commands) {
            // What a message proposes is typed as it stands there.
            List<String> words = command.get(0).equals(NAME) ? command.subList(1, command.size()) : command;
            if (words.equals(List.of(EXIT))) {
                left = true;
            }
            if (left || status != 0) {
                return;
            }
            status = way.run(words);
        }
    }

    private int run(List<String> words, InputStream input) {
        Console own = console.forCommand(input, new Curtain());
        return during(own, () -> verbs.run(words, own, kept.loans()));
    }

    private int runLeavable(List<String> words, Prompt prompt) {
        Curtain curtain = new Curtain();
        Loans loans = kept.loans();
        Console own = console.forCommand(prompt.answers(console.in(), curtain), curtain);
        Running running = new Running(own.discreet(), curtain, loans, () -> verbs.run(words, own, loans));
        prompt.onInterrupt(running::interrupt);
        try {
            return during(own, running::await);
        } finally {
            prompt.onInterrupt(() -> {});
        }
    }

    /** A signal that ends the process finds what the command says is true. */
    private int during(Console own, IntSupplier command) {
        console.situation().isThatOf(Optional.of(own.situation()));
        try {
            return command.getAsInt();
        } finally {
            console.situation().isThatOf(Optional.empty());
        }
    }
}
