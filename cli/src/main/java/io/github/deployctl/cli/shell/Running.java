package io.github.deployctl.cli.shell;

import io.github.deployctl.cli.remote.ssh.Loans;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Curtain;
import io.github.deployctl.cli.terminal.LastWords;
import io.github.deployctl.common.failure.FailureCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * A command in a thread of its own. Interrupted, it is as if its process had ended: what is true is said, nothing that it writes is seen any more, its
 * connections are cut and it opens no other. Interrupted again, nobody waits for it.
 */
final class Running {
    private final Console console;
    private final Curtain curtain;
    private final Loans loans;
    private final AtomicInteger interruptions = new AtomicInteger();
    private final CompletableFuture<Integer> end = new CompletableFuture<>();
    private final CompletableFuture<Void> said = new CompletableFuture<>();
    private final Thread thread;

    /** @param console of the command, with streams that {@code curtain} hides */
    Running(Console console, Curtain curtain, Loans loans, IntSupplier command) {
        this.console = console;
        this.curtain = curtain;
        this.loans = loans;
        this.thread = new Thread(() -> run(command), "deployctl-verb");
        thread.setDaemon(true);
    }

    private void run(IntSupplier command) {
        int status = FailureCode.BUG.exitStatus();
        try {
            status = command.getAsInt();
        } finally {
            end.complete(status);
        }
    }

    /** Returns its exit status. */
    int await() {
        thread.start();
        int status = end.join();
        if (interruptions.get() == 0) {
            return status;
        }
        said.join();
        return FailureCode.INTERRUPTED.exitStatus();
    }

    /** Called by any thread. */
    void interrupt() {
        if (end.isDone()) {
            return;
        }
        if (interruptions.getAndIncrement() > 0) {
            curtain.fall();
            said.complete(null);
            end.complete(FailureCode.INTERRUPTED.exitStatus());
            return;
        }
        try {
            LastWords.say(console);
            curtain.fall();
            console.situation().leave();
        } finally {
            said.complete(null);
            loans.end();
            thread.interrupt();
        }
    }
}
