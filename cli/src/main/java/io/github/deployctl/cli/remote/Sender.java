package io.github.deployctl.cli.remote;

import io.github.deployctl.common.failure.FailureException;
import java.io.IOException;
import java.io.InterruptedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Sends an upload in a thread of its own, so that the one that waits for the receipt hears a refusal, or the end of the connection, while this one is
 * still stuck in a full window. {@link #close} ends it.
 */
final class Sender implements AutoCloseable {
    private final Thread thread;
    private final AgentChannel channel;
    private volatile @Nullable FailureException failure;

    private Sender(Outgoing upload, AgentChannel channel, Runnable moved) {
        this.channel = channel;
        this.thread = new Thread(() -> send(upload, moved), "deployctl-upload");
        thread.setDaemon(true);
    }

    static Sender start(Outgoing upload, AgentChannel channel, Runnable moved) {
        Sender sender = new Sender(upload, channel, moved);
        sender.thread.start();
        return sender;
    }

    private void send(Outgoing upload, Runnable moved) {
        try {
            upload.send(channel.output(), moved);
        } catch (FailureException e) {
            failure = e;
            // Wakes the one that waits for a receipt that would be wrong or never come.
            channel.close();
        } catch (IOException e) {
            // The reading end of the same connection sees its end too, and what the agent said before it.
        }
    }

    /** Returns why the upload was given up on this side, or null. */
    @Nullable
    FailureException failure() {
        return failure;
    }

    /** Waits until the last byte has left; a receipt that came earlier does not shorten the conversation. */
    void awaitEnd() throws IOException {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
