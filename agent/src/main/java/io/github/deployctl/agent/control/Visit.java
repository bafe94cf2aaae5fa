package io.github.deployctl.agent.control;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One client's connection as the {@link Crowd} sees it, which guards all of it but {@link #ending}. */
final class Visit {
    static final long NEVER = Long.MAX_VALUE;

    final String user;
    private final HangUp hangUp;
    /** By the loop's clock, in nanoseconds. */
    long deadline = NEVER;
    /** What is waited for until then. */
    String awaited = "";
    /** Whether it has asked something that is being done. */
    boolean busy;
    /** Whether it holds a lease, and so must be heard of. */
    boolean holds;
    /** Whether it sends an artifact, which has a deadline of its own. */
    boolean sends;
    /** Since when a message is being written to it, or {@link #NEVER}. */
    long writing = NEVER;
    /** When it was hung up on, if it was. */
    private long ended;
    /** When it was last heard of. Any thread may set it. */
    volatile long heard;

    private volatile @Nullable String ending;

    Visit(String user, HangUp hangUp) {
        this.user = user;
        this.hangUp = hangUp;
    }

    /** The agent's end of the connection. */
    interface HangUp {
        /** Has whoever reads from the client see its end, while a last word can still be sent. */
        void now() throws IOException;

        /** Closes it: whoever still writes to the client fails. */
        default void cut() throws IOException {}
    }

    /** Has the client told why, and hung up on: whoever reads from it sees its end. */
    void end(String why, long now) {
        if (ending == null) {
            ending = why;
            ended = now;
            try {
                hangUp.now();
            } catch (IOException e) {
                // It has gone by itself.
            }
        }
    }

    /** Returns for how long it has taken nothing of what is written to it though it was hung up on, in nanoseconds. */
    long stuck(long now) {
        return ending == null || writing == NEVER ? 0 : Math.min(now - ended, now - writing);
    }

    /** Closes the connection. */
    void cut() {
        try {
            hangUp.cut();
        } catch (IOException e) {
            // It is closed all the same.
        }
    }

    /** Returns why it was ended, or null when it was not. */
    @Nullable
    String ending() {
        return ending;
    }
}
