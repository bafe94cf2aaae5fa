package io.github.deployctl.adopter.control;

import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Lines on their way to the agent. Threads of the app add to it and go on; only the control thread, which it wakes, ever touches
 * the socket. While there is no connection lines of the state are dropped: the next one begins with the whole of it.
 */
public final class Outbox {
    private final Queue<String> lines = new ArrayDeque<>();
    private final Queue<String> kept = new ArrayDeque<>();
    private @Nullable Selector reader;

    /** Adds a line without its end. Returns at once. */
    public synchronized void add(String line) {
        if (reader != null) {
            lines.add(line);
            reader.wakeup();
        }
    }

    /** Adds a line that is no part of the state: it waits for a connection if there is none. Returns at once. */
    public synchronized void keep(String line) {
        kept.add(line);
        if (reader != null) {
            reader.wakeup();
        }
    }

    /** Begins anew, with these lines first. */
    synchronized void open(Selector newReader, List<String> first) {
        lines.clear();
        lines.addAll(first);
        reader = newReader;
    }

    synchronized void close() {
        lines.clear();
        reader = null;
    }

    synchronized List<String> take() {
        List<String> taken = new ArrayList<>(lines);
        lines.clear();
        taken.addAll(kept);
        kept.clear();
        return taken;
    }
}
