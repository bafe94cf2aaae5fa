package io.github.deployctl.cli;

import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.common.failure.FailureCode;

/** Says what is true on the hosts when the process is ended by Ctrl-C or SIGTERM, and ends it with one status for both. */
final class Interruption {
    private final Thread hook;

    private Interruption(Thread hook) {
        this.hook = hook;
    }

    static Interruption watch(Console console) {
        Thread hook = new Thread(() -> say(console), "deployctl-interrupted");
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

    private static void say(Console console) {
        String standing = console.situation().now();
        console.err().println();
        console.err()
                .println("deployctl: interrupted" + (standing.isEmpty() ? ": nothing was changed" : ": " + standing));
        if (!standing.isEmpty()) {
            console.err().println("Try: " + console.situation().next());
        }
        console.err().flush();
        console.situation().leave();
        // exit() would wait for ever in a hook. Nothing is left to be done: closing the connections is the kernel's.
        Runtime.getRuntime().halt(FailureCode.INTERRUPTED.exitStatus());
    }
}
