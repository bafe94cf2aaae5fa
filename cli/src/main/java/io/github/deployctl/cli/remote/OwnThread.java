package io.github.deployctl.cli.remote;

import java.util.concurrent.Executor;

/**
 * Runs every task in a daemon thread of its own, at once. What a deadline ends, and what ends it, may not wait for a place in the common pool: that has one
 * thread on a small machine, and whoever asks a resolver or a program there keeps it.
 */
public final class OwnThread {
    private OwnThread() {}

    /** Returns an executor whose threads have this name. */
    public static Executor named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            thread.start();
        };
    }
}
