package io.github.deployctl.cli.command;

import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Question;
import java.util.List;

/**
 * Asks somebody at a terminal, if there is one who wants to be asked; else it is as if just Return was pressed.
 *
 * @param wanted whether questions are
 */
record InitQuestions(Console console, boolean wanted) {
    boolean canAsk() {
        return wanted && console.screen().canAnswer();
    }

    /** Returns the answer, or {@code otherwise}. */
    String ask(String what, String otherwise) {
        if (!canAsk()) {
            return otherwise;
        }
        String answer = new Question(console).ask(what + (otherwise.isEmpty() ? "" : " [" + otherwise + "]") + ": ");
        return answer.isEmpty() ? otherwise : answer;
    }

    List<String> hosts() {
        String answer = ask("Hosts, [user@]host[:port], or nothing", "");
        return answer.isEmpty() ? List.of() : List.of(answer.split("[,\\s]+", -1));
    }

    boolean isAnsweredYes(String question) {
        return canAsk() && new Question(console).isAnsweredYes(question + " [y/N] ");
    }
}
