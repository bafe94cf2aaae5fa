package io.github.deployctl.agent.proof;

import io.github.deployctl.agent.os.AcceptQueue;
import io.github.deployctl.agent.os.Listeners;
import io.github.deployctl.agent.os.OsException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One listener through the window: its queue, and whether it stayed as it was opened; what did not is put right and told. For one thread at a time. */
final class QueueWatch {
    private final Listeners listeners;
    private final Watched watched;
    private final Consumer<String> findings;
    private final Spells spells = new Spells();
    /** The backlog in effect once it was set, which the kernel may have capped; 0 before. */
    private int limit;

    private int most;
    private boolean full;
    private @Nullable OsException blind;

    QueueWatch(Listeners listeners, Watched watched, Consumer<String> findings) {
        this.listeners = listeners;
        this.watched = watched;
        this.findings = findings;
    }

    /** Looks once. {@code clock} is read before and after. */
    void look(Clock clock) {
        if (blind != null) {
            return;
        }
        try {
            long before = clock.nanos();
            AcceptQueue queue = listeners.queue(watched.fd());
            spells.look(before, clock.nanos(), queue.waiting());
            most = Math.max(most, queue.waiting());
            full |= queue.isFull();
            boolean drifted = !queue.listening() || queue.limit() != limit;
            if (drifted || !listeners.isNonBlocking(watched.fd())) {
                mend(queue);
            }
        } catch (OsException e) {
            blind = e;
        }
    }

    private void mend(AcceptQueue before) throws OsException {
        List<String> drift = new ArrayList<>();
        if (!listeners.isNonBlocking(watched.fd())) {
            drift.add("O_NONBLOCK was cleared, so an accept could hang; it is set again");
        }
        listeners.restore(watched.fd());
        limit = listeners.queue(watched.fd()).limit();
        if (!before.listening()) {
            drift.add("it had been shut down and refused connections; it listens again");
        } else if (before.limit() != limit) {
            drift.add("its backlog was " + before.limit() + "; it is " + limit + " again");
        }
        drift.forEach(text -> findings.accept("listener " + watched.name() + ": " + text));
    }

    /** Returns why it could not be looked at to the end, or null. */
    @Nullable
    String blindness() {
        return blind == null ? null : "listener " + watched.name() + ": " + blind.getMessage();
    }

    long longestNanos() {
        return spells.longestNanos();
    }

    boolean isEmpty() {
        return blind != null || spells.isEmpty();
    }

    boolean wasFull() {
        return full;
    }

    /** Returns the most that was seen waiting at once. */
    int most() {
        return most;
    }

    String name() {
        return watched.name();
    }
}
