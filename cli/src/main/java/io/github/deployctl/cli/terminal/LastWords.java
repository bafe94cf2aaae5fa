package io.github.deployctl.cli.terminal;

import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import java.util.Optional;
import java.util.function.Consumer;

/** What is said when a command is interrupted. */
public final class LastWords {
    private LastWords() {}

    /** Says it to a person on standard error, to a program as the document of the command, and returns the exit status that the command ends with. */
    public static int say(Console console) {
        Situation situation = console.situation();
        String standing = situation.now();
        boolean isBegun = !standing.isEmpty();
        Optional<Consumer<Failure>> program = situation.tell();
        if (program.isPresent()) {
            program.get()
                    .accept(Failure.of(FailureCode.INTERRUPTED, "interrupted")
                            .serving(isBegun ? standing : "nothing was changed")
                            .hint(isBegun ? situation.next() : null));
            return FailureCode.INTERRUPTED.exitStatus();
        }
        console.err().println();
        console.err().println("deployctl: interrupted: " + (isBegun ? standing : "nothing was changed"));
        if (isBegun) {
            console.err().println("Try: " + situation.next());
        }
        console.err().flush();
        return FailureCode.INTERRUPTED.exitStatus();
    }
}
