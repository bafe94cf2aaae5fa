package io.github.deployctl.adopter.drain;

import java.io.FileDescriptor;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToLongBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Says {@code Connection: close} once on each connection of the draining app, in its next HTTP/1.1 response.
 *
 * <p>Called by the threads of the app at each write and read of a socket, but only while it has asked for it through its
 * {@code Watch}: from the beginning of the drain until its end, and longer where a header has gone out in part. Never throws. A
 * connection is known by its {@code FileDescriptor} object, which is never used for a second one, unlike the number in it.
 */
public final class Responses
        implements BiFunction<FileDescriptor, ByteBuffer[], ByteBuffer[]>,
                ToLongBiFunction<FileDescriptor, Long>,
                Consumer<FileDescriptor> {
    private final Predicate<FileDescriptor> isOfListener;
    private final Watch watch;
    private final Map<FileDescriptor, Connection> connections = new WeakHashMap<>();
    private boolean draining;

    public Responses(Predicate<FileDescriptor> isOfListener, Watch watch) {
        this.isOfListener = isOfListener;
        this.watch = watch;
    }

    /** Turns the calls of writes and reads on and off. */
    public interface Watch {
        void watch(boolean on);
    }

    /** Begins to tell clients. Does nothing if that is so already. */
    public synchronized void begin() {
        draining = true;
        watch.watch(true);
    }

    /** Tells no further client, and forgets who was told. */
    public synchronized void end() {
        draining = false;
        connections.values().removeIf(connection -> !connection.isEditing());
        watch.watch(!connections.isEmpty());
    }

    /** The app is about to write: what to write in place of it, or null to write that. */
    @Override
    @SuppressWarnings("NullAway") // BiFunction is not annotated for a null result; the hook expects one.
    public ByteBuffer[] apply(FileDescriptor fd, ByteBuffer[] source) {
        return plan(fd, source);
    }

    /** So many of the planned bytes were written: how many of the app's that are. */
    @Override
    public synchronized long applyAsLong(FileDescriptor fd, Long written) {
        Connection connection = connections.get(fd);
        return connection == null ? written : connection.settle(written);
    }

    /** The app has read something. */
    @Override
    public synchronized void accept(FileDescriptor fd) {
        Connection connection = connections.get(fd);
        if (connection != null) {
            connection.bytesRead();
        }
    }

    private synchronized ByteBuffer @Nullable [] plan(FileDescriptor fd, ByteBuffer[] source) {
        Connection connection = connections.get(fd);
        if (connection == null && draining) {
            connection = isOfListener.test(fd) ? Connection.ofListener() : Connection.foreign();
            connections.put(fd, connection);
        }
        if (connection != null && (draining || connection.isEditing())) {
            return connection.plan(source);
        }
        if (!draining && connections.isEmpty()) {
            watch.watch(false);
        }
        return null;
    }
}
