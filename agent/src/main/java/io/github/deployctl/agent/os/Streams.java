package io.github.deployctl.agent.os;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Connections that this process accepts itself. No call but {@link #await} waits. */
public interface Streams {
    /** What {@link #receive} returns at the end of what the peer sends. */
    int END = -1;

    /** Somebody waits for this descriptor. */
    interface Waiter {
        Fd fd();

        /** Returns whether room to send is waited for; else something to accept or to read is. */
        boolean isSending();
    }

    /** Returns another descriptor of the same listener, which is its caller's. */
    Fd copy(Fd listener) throws OsException;

    /**
     * Returns a connection from the accept queue, non-blocking and close-on-exec (accept4(2)), or nothing when none waits, or the one that did has gone.
     *
     * @throws OsException when nothing can be accepted; {@code EINVAL} when nobody listens any more
     */
    Optional<Fd> accept(Fd listener) throws OsException;

    /**
     * Reads what there is.
     *
     * @return how many bytes, 0 when none are there yet, {@link #END} at the end
     */
    int receive(Fd connection, byte[] into) throws OsException;

    /**
     * Sends from {@code offset} on as much as there is room for, or a piece of that, without a SIGPIPE.
     *
     * @return how many bytes, 0 when there is no room
     */
    int send(Fd connection, byte[] bytes, int offset) throws OsException;

    /** Says that nothing more comes, and goes on receiving (shutdown(2)). */
    void finish(Fd connection);

    /** Waits until one of them can go on or has failed, at most so long (poll(2)), and returns those. For the thread that owns them all. */
    <T extends Waiter> List<T> await(List<T> waiters, Duration most) throws OsException;
}
