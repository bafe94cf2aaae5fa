package io.github.deployctl.adopter.drain;

import java.io.FileDescriptor;
import java.nio.ByteBuffer;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.ToLongBiFunction;

/**
 * Says {@code Connection: close} once on each connection of the draining app, in the response to the next request that it reads.
 *
 * <p>Called by the threads of the app at each write and read of a socket, but only while it has asked for it through its
 * {@code Watch}: from the beginning of the drain until its end, and longer where a header has gone out in part. Never throws.
 */
public final class Responses
        implements BiFunction<FileDescriptor, ByteBuffer[], ByteBuffer[]>,
                ToLongBiFunction<FileDescriptor, Long>,
                BiConsumer<FileDescriptor, ByteBuffer[]> {
    private final Watch watch;
    private final Connections connections;

    public Responses(Sockets sockets, Watch watch) {
        this.connections = new Connections(sockets);
        this.watch = watch;
    }

    /** Turns the calls of writes and reads on and off. */
    public interface Watch {
        void watch(boolean on);
    }

    /** Begins to tell clients. Does nothing if that is so already. */
    public synchronized void begin() {
        connections.open();
        watch.watch(true);
    }

    /** Tells no further client, and forgets who was told. */
    public synchronized void end() {
        connections.close();
        watch.watch(!connections.isEmpty());
    }

    /** The app is about to write: what to write in place of it, or null to write that. */
    @Override
    @SuppressWarnings("NullAway") // BiFunction is not annotated for a null result; the hook expects one.
    public ByteBuffer[] apply(FileDescriptor fd, ByteBuffer[] source) {
        Connection connection = connections.find(fd);
        if (connection == null) {
            rest();
            return null;
        }
        try {
            return connection.plan(source);
        } catch (RuntimeException e) {
            // Buffers that the app has closed, or a bug of ours: the write goes on as it would without us.
            connection.release();
            return null;
        }
    }

    /** So many of the planned bytes were written: how many of the app's that are. */
    @Override
    public long applyAsLong(FileDescriptor fd, Long written) {
        Connection connection = connections.find(fd);
        if (connection == null) {
            return written;
        }
        long taken = connection.settle(written);
        if (connection.isDone() && !connections.isOpen()) {
            connections.remove(fd);
            rest();
        }
        return taken;
    }

    /** The app has read these bytes; none if it cannot be told which they are. */
    @Override
    public void accept(FileDescriptor fd, ByteBuffer[] bytes) {
        Connection connection = connections.findOrAdd(fd);
        if (connection == null) {
            return;
        }
        try {
            connection.bytesRead(bytes);
        } catch (RuntimeException e) {
            connection.release();
        }
    }

    /** Ends the calls if nobody needs them any more. */
    private void rest() {
        if (!connections.isOpen() && connections.isEmpty()) {
            synchronized (this) {
                if (!connections.isOpen()) {
                    watch.watch(false);
                }
            }
        }
    }
}
