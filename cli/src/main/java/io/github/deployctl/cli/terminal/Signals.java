package io.github.deployctl.cli.terminal;

import java.util.List;

/** The signals that end a process. */
public final class Signals {
    private Signals() {}

    /** Has {@code work} done, in a thread of its own, when another one comes; also while the process is ending because of the first. */
    public static void onNext(Runnable work) {
        List.of("INT", "TERM").forEach(name -> org.jline.utils.Signals.register(name, work));
    }
}
