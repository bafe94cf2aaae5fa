package io.github.deployctl.cli.demo.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** A socket's input whose every read ends at one deadline: SO_TIMEOUT alone would start anew with each trickling byte. */
final class TimedInput extends InputStream {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Socket socket;
    private final InputStream in;
    private long deadlineNanos;

    TimedInput(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    /** Sets the deadline of all reads from now on, in terms of {@link System#nanoTime()}. */
    void deadline(long nanos) {
        this.deadlineNanos = nanos;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        long left = deadlineNanos - System.nanoTime();
        if (left <= 0) {
            throw new SocketTimeoutException("no whole answer in time");
        }
        // 0 would mean for ever.
        socket.setSoTimeout((int) Math.max(1, left / NANOS_PER_MILLI));
        return in.read(buffer, offset, length);
    }
}
