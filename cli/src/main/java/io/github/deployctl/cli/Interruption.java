package io.github.deployctl.cli;

import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.LastWords;
import io.github.deployctl.cli.terminal.Signals;
import io.github.deployctl.common.failure.FailureCode;

/** Says what is true on the hosts when the process is ended by Ctrl-C or SIGTERM, and ends it with one status for both; a second one ends it at once. */
final class Interruption {
    private final Thread hook;

    private Interruption(Thread hook) {
        this.hook = hook;
    }

    static Interruption watch(Console console) {
        Thread hook = new Thread(() -> leave(console), "deployctl-interrupted");
        Runtime.getRuntime().addShutdownHook(hook);
        return new Interruption(hook);
    }

    /** The command has ended by itself: nothing to say. */
    void end() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // A signal came first; the hook is already speaking.
        }
    }

    private static void leave(Console console) {
        // The terminal may not take what is said, or what is to be done last may take its time.
        Signals.onNext(Interruption::halt);
        int status = LastWords.say(console);
        console.situation().leave();
        Runtime.getRuntime().halt(status);
    }

    /** exit() would wait for ever in a hook. Nothing is left to be done: closing the connections, and so giving back the locks, is the kernel's. */
    private static void halt() {
        Runtime.getRuntime().halt(FailureCode.INTERRUPTED.exitStatus());
    }
}
