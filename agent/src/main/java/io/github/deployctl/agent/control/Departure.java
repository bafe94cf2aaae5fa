package io.github.deployctl.agent.control;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A client's stream that can also be listened to while nobody reads it, to learn that the client has gone. One byte may be read ahead for that; it is handed
 * out first by the next read. Empty lines in its place are signs of life and nothing else. Reading is for the session's thread; a watch is a thread of its
 * own, which lives until the next byte or the end.
 */
final class Departure extends InputStream {
    private static final long STACK_BYTES = 128 * 1024;
    private static final int NOTHING = -2;

    private final InputStream in;
    private int ahead = NOTHING;
    private @Nullable Thread watcher;
    private @Nullable Runnable onDeparture;

    Departure(InputStream in) {
        this.in = in;
    }

    /** Calls {@code action} once if the stream ends before {@link #unwatch}. */
    synchronized void watch(Runnable action) {
        if (ahead == -1) {
            action.run();
            return;
        }
        onDeparture = action;
        if (watcher == null && ahead == NOTHING) {
            Thread thread = new Thread(null, this::lookAhead, "departure", STACK_BYTES);
            thread.setDaemon(true);
            watcher = thread;
            thread.start();
        }
    }

    synchronized void unwatch() {
        onDeparture = null;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int first = takeAhead();
        if (first == NOTHING) {
            return in.read(bytes, offset, length);
        }
        if (first < 0) {
            return -1;
        }
        bytes[offset] = (byte) first;
        return 1;
    }

    /** Waits for a watcher that is still reading: the next byte is its. */
    private synchronized int takeAhead() throws IOException {
        try {
            while (watcher != null) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        int first = ahead;
        ahead = first == -1 ? -1 : NOTHING;
        return first;
    }

    private void lookAhead() {
        int next;
        try {
            do {
                next = in.read();
            } while (next == '\n');
        } catch (IOException e) {
            next = -1;
        }
        synchronized (this) {
            ahead = next;
            watcher = null;
            if (next == -1 && onDeparture != null) {
                onDeparture.run();
                onDeparture = null;
            }
            notifyAll();
        }
    }
}
