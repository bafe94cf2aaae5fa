package io.github.deployctl.cli.remote;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * What is said to an agent, and, once that has given a lease, an empty line every few seconds: while the client thinks, while the agent is busy with an answer,
 * so that the lease is free soon after the client is gone without a word. Nothing comes in between the frames of an upload. Thread-safe.
 */
final class Pulse extends OutputStream {
    /** The agent waits four times as long ({@code lease.timeout}). */
    private static final Duration BEAT = Duration.ofSeconds(5);

    private final OutputStream out;
    private boolean beating;
    private boolean uploading;
    private boolean closed;

    Pulse(OutputStream out) {
        this.out = out;
    }

    /** From now on the agent must hear something. */
    synchronized void begin() {
        if (!beating && !closed) {
            beating = true;
            Thread thread = new Thread(this::beat, "deployctl-pulse");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** An upload says enough by itself. */
    synchronized void pause() {
        uploading = true;
    }

    synchronized void resume() {
        uploading = false;
    }

    @Override
    public synchronized void write(int b) throws IOException {
        out.write(b);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    @Override
    public synchronized void flush() throws IOException {
        out.flush();
    }

    /** Ends the beat; what it writes to is closed by whoever opened that. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    private synchronized void beat() {
        try {
            long next = System.nanoTime() + BEAT.toNanos();
            while (!closed) {
                long left = (next - System.nanoTime()) / 1_000_000;
                if (left > 0) {
                    wait(left);
                    continue;
                }
                if (!uploading) {
                    out.write('\n');
                    out.flush();
                }
                next = System.nanoTime() + BEAT.toNanos();
            }
        } catch (IOException e) {
            // Whoever waits for an answer hears of it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
