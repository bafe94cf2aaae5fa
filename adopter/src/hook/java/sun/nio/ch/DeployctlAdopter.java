package sun.nio.ch;

import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.ToLongBiFunction;

/**
 * The landing place of the patched methods of this package: passes each call on to the adopter, or does nothing.
 *
 * <p>It is defined into java.base at run time, so it can see no class of the adopter: the two speak through interfaces of
 * {@code java.util.function}. State is static because the callers are patched methods that own no object of ours. All callbacks
 * are in place before the first method is patched; none of them throws. Every method may be called by any thread of the app.
 */
public final class DeployctlAdopter {
    /** How long a thread may sleep on the file that it found under an adopted fd, in nanoseconds. */
    private static final long SLICE = 50_000_000L;

    private static final int SLICE_MILLIS = 50;

    /**
     * The same while the fds are the private ones, which nobody is in a hurry to accept on: then it is how late a generation that is given the traffic may begin
     * to accept. It costs a sleeping acceptor 200 wake-ups a second, for as long as it stands by.
     */
    private static final long PARKED_SLICE = 5_000_000L;

    private static final int PARKED_SLICE_MILLIS = 5;

    /** Has no state, like those of the JDK. */
    private static final NativeDispatcher SOCKETS = new SocketDispatcher();

    /** Whether writes and reads are looked at. The one cost of a request off the drain is the read of this field. */
    public static volatile boolean watching;

    /** Whether the adopted fds are the private ones. */
    public static volatile boolean parked = true;

    private static volatile int[] adopted = {};
    private static volatile BiPredicate<Integer, InetSocketAddress> bind;
    private static volatile IntConsumer close;
    private static volatile IntFunction<InetSocketAddress> shown;
    private static volatile BiFunction<FileDescriptor, ByteBuffer[], ByteBuffer[]> plan;
    private static volatile ToLongBiFunction<FileDescriptor, Long> settle;
    private static volatile BiConsumer<FileDescriptor, ByteBuffer[]> read;

    private DeployctlAdopter() {}

    /** Sets what decides about listening sockets. */
    public static void listening(
            BiPredicate<Integer, InetSocketAddress> onBind,
            IntConsumer onClose,
            IntFunction<InetSocketAddress> onShown) {
        bind = onBind;
        close = onClose;
        shown = onShown;
    }

    /** Sets what decides about the bytes of connections while {@link #watching}. */
    public static void connections(
            BiFunction<FileDescriptor, ByteBuffer[], ByteBuffer[]> onPlan,
            ToLongBiFunction<FileDescriptor, Long> onSettle,
            BiConsumer<FileDescriptor, ByteBuffer[]> onRead) {
        plan = onPlan;
        settle = onSettle;
        read = onRead;
    }

    /** Sets the fds that have been adopted. The array is not copied and must not change. */
    public static void adopted(int[] fds) {
        adopted = fds;
    }

    /** At the entry of {@code Net.bind}: true if the socket has been replaced by a bound one. */
    public static boolean bind(FileDescriptor fd, InetAddress address, int port) {
        return bind.test(IOUtil.fdVal(fd), new InetSocketAddress(address, port));
    }

    /** At the entry of {@code Net.localAddress}: what the app is to see, or null if that is what the kernel says. */
    public static InetSocketAddress localAddress(FileDescriptor fd) {
        return isAdopted(fd) ? shown.apply(IOUtil.fdVal(fd)) : null;
    }

    /**
     * At the entry of the {@code park} methods: the time to sleep, in nanoseconds, shortened if the fd is adopted. poll(2) stays
     * on the wait queue of the file that it was called with, so a sleeper would not notice that another file has taken its place.
     * The callers of park test their condition again after every return.
     */
    public static long park(FileDescriptor fd, long nanos) {
        long slice = parked ? PARKED_SLICE : SLICE;
        return isAdopted(fd) && (nanos <= 0 || nanos > slice) ? slice : nanos;
    }

    /** Before the poll(2) of a selector: the time to wait, in milliseconds and shortened as that of {@link #park}. */
    public static int slice(int timeout) {
        return adopted.length > 0 && isLong(timeout) ? (parked ? PARKED_SLICE_MILLIS : SLICE_MILLIS) : timeout;
    }

    /** After it: as if a signal had come, if no more than a slice has passed. The caller then waits for the rest of its time. */
    public static int sliced(int polled, int timeout) {
        return polled == 0 && isLong(timeout) ? IOStatus.INTERRUPTED : polled;
    }

    /**
     * At the entry of the methods that set the blocking mode of a server channel: never blocking if the fd is adopted. O_NONBLOCK
     * belongs to the file that all generations share, see fcntl(2); accept copes with it in both modes.
     */
    public static boolean blocking(FileDescriptor fd, boolean block) {
        return block && !isAdopted(fd);
    }

    /** At the entry of the dispatcher's {@code close}. */
    public static void close(FileDescriptor fd) {
        if (isAdopted(fd)) {
            close.accept(IOUtil.fdVal(fd));
        }
    }

    /** Before the return of {@code IOUtil.read}: passes the result through. */
    public static int read(
            int count, FileDescriptor fd, ByteBuffer target, long position, NativeDispatcher dispatcher) {
        return watching ? read(count, fd, target, dispatcher) : count;
    }

    /** Before the return of the {@code IOUtil.read} of asynchronous channels: passes the result through. */
    public static int read(
            int count,
            FileDescriptor fd,
            ByteBuffer target,
            long position,
            boolean async,
            NativeDispatcher dispatcher) {
        return watching ? read(count, fd, target, dispatcher) : count;
    }

    /** Before the return of the scattering {@code IOUtil.read}: passes the result through. */
    public static long read(
            long count, FileDescriptor fd, ByteBuffer[] targets, int offset, int length, NativeDispatcher dispatcher) {
        return watching ? read(count, fd, Arrays.copyOfRange(targets, offset, offset + length), dispatcher) : count;
    }

    /** Before the return of the scattering {@code IOUtil.read} of asynchronous channels: passes the result through. */
    public static long read(
            long count, FileDescriptor fd, ByteBuffer[] targets, boolean async, NativeDispatcher dispatcher) {
        return watching ? read(count, fd, targets, dispatcher) : count;
    }

    /** Before the return of the two {@code tryRead} of sockets and of streams of channels: passes the result through. */
    public static int read(int count, FileDescriptor fd, byte[] bytes, int offset, int length) {
        if (watching && count > 0) {
            read.accept(fd, new ByteBuffer[] {ByteBuffer.wrap(bytes, offset, count)});
        }
        return count;
    }

    /** In place of {@code IOUtil.write} while {@link #watching}. */
    public static int write(FileDescriptor fd, ByteBuffer source, long position, NativeDispatcher dispatcher)
            throws IOException {
        return write(fd, source, position, false, dispatcher);
    }

    /** In place of the {@code IOUtil.write} of asynchronous channels while {@link #watching}. */
    public static int write(
            FileDescriptor fd, ByteBuffer source, long position, boolean async, NativeDispatcher dispatcher)
            throws IOException {
        if (position == -1 && dispatcher instanceof SocketDispatcher) {
            ByteBuffer[] sources = {source};
            ByteBuffer[] planned = plan.apply(fd, sources);
            if (planned != null) {
                return (int) write(fd, sources, planned, async);
            }
        }
        return IOUtil.write(fd, source, position, false, async, -1, dispatcher);
    }

    /** In place of the gathering {@code IOUtil.write} while {@link #watching}. */
    public static long write(
            FileDescriptor fd, ByteBuffer[] sources, int offset, int length, NativeDispatcher dispatcher)
            throws IOException {
        return gather(fd, Arrays.copyOfRange(sources, offset, offset + length), false, dispatcher);
    }

    /** In place of the gathering {@code IOUtil.write} of asynchronous channels while {@link #watching}. */
    public static long write(FileDescriptor fd, ByteBuffer[] sources, boolean async, NativeDispatcher dispatcher)
            throws IOException {
        return gather(fd, sources, async, dispatcher);
    }

    /** In place of the two {@code tryWrite} of sockets and of streams of channels while {@link #watching}. */
    public static int tryWrite(FileDescriptor fd, byte[] bytes, int offset, int length) throws IOException {
        return write(fd, ByteBuffer.wrap(bytes, offset, length), -1, SOCKETS);
    }

    private static int read(int count, FileDescriptor fd, ByteBuffer target, NativeDispatcher dispatcher) {
        if (count > 0 && dispatcher instanceof SocketDispatcher) {
            read.accept(fd, new ByteBuffer[] {last(target, count)});
        }
        return count;
    }

    private static long read(long count, FileDescriptor fd, ByteBuffer[] targets, NativeDispatcher dispatcher) {
        if (count > 0 && dispatcher instanceof SocketDispatcher) {
            read.accept(fd, filled(targets, count));
        }
        return count;
    }

    /** What a read has put into the buffers; none if that cannot be told, for some were not empty before. */
    private static ByteBuffer[] filled(ByteBuffer[] targets, long count) {
        if (targets.length == 1 || targets[0].hasRemaining()) {
            return new ByteBuffer[] {last(targets[0], (int) count)};
        }
        ByteBuffer[] filled = new ByteBuffer[targets.length];
        long sum = 0;
        for (int i = 0; i < targets.length; i++) {
            filled[i] = last(targets[i], targets[i].position());
            sum += targets[i].position();
        }
        return sum == count ? filled : new ByteBuffer[0];
    }

    private static ByteBuffer last(ByteBuffer target, int count) {
        ByteBuffer view = target.duplicate();
        view.flip();
        view.position(view.limit() - count);
        return view;
    }

    private static long gather(FileDescriptor fd, ByteBuffer[] sources, boolean async, NativeDispatcher dispatcher)
            throws IOException {
        if (dispatcher instanceof SocketDispatcher) {
            ByteBuffer[] planned = plan.apply(fd, sources);
            if (planned != null) {
                return write(fd, sources, planned, async);
            }
        }
        return IOUtil.write(fd, sources, 0, sources.length, false, async, -1, dispatcher);
    }

    private static long write(FileDescriptor fd, ByteBuffer[] sources, ByteBuffer[] planned, boolean async)
            throws IOException {
        long written = IOUtil.write(fd, planned, 0, planned.length, false, async, -1, SOCKETS);
        long taken = settle.applyAsLong(fd, written);
        if (planned != sources) {
            advance(sources, taken);
        }
        return taken;
    }

    private static void advance(ByteBuffer[] sources, long taken) {
        long left = taken;
        for (ByteBuffer source : sources) {
            if (left <= 0) {
                return;
            }
            int step = (int) Math.min(left, source.remaining());
            source.position(source.position() + step);
            left -= step;
        }
    }

    private static boolean isLong(int timeout) {
        return timeout < 0 || timeout > SLICE_MILLIS;
    }

    private static boolean isAdopted(FileDescriptor fd) {
        int[] fds = adopted;
        if (fds.length == 0) {
            return false;
        }
        int number = IOUtil.fdVal(fd);
        for (int candidate : fds) {
            if (candidate == number) {
                return true;
            }
        }
        return false;
    }
}
