package io.github.deployctl.agent.posix;

import io.github.deployctl.agent.os.ExitStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A process of ours and who wants to know how it ends. Thread-safe. */
final class Child {
    private final List<Consumer<ExitStatus>> listeners = new ArrayList<>();
    private @Nullable ExitStatus status;

    /** Tells the listeners so far, on the calling thread. Called once, when the process is reaped. */
    void ended(ExitStatus how) {
        List<Consumer<ExitStatus>> told;
        synchronized (this) {
            status = how;
            told = List.copyOf(listeners);
            listeners.clear();
        }
        told.forEach(listener -> listener.accept(how));
    }

    /** Returns how it ended when it has, else null and {@code listener} will be told. */
    synchronized @Nullable ExitStatus statusOrTell(Consumer<ExitStatus> listener) {
        if (status == null) {
            listeners.add(listener);
        }
        return status;
    }

    synchronized boolean hasEnded() {
        return status != null;
    }
}
