package io.github.deployctl.adopter.asked;

import java.io.FileDescriptor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Counts the paths of GET requests that users made and that were answered 200 to 299 or 304. A redirect does not count, for it often means that the user is not
 * let in, and the warm-up comes from an address that the app may trust more.
 *
 * <p>Called by the threads of the app at each read and write of a socket. It looks at a share of busy times only, holds no more than some thousand entries, and
 * never throws. What it cannot read, TLS and HTTP/2 for instance, it passes over.
 */
public final class Recorder {
    /** A second of many requests is looked at in ten parts, each at its beginning. */
    private static final long PART_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final int REQUESTS_A_PART = 100;

    /** Of requests whose answer has not begun; those that never get one would stay. */
    private static final int MOST_OPEN = 4096;

    private static final int CODE_DIGITS = 3;
    private static final byte[] STATUS = "HTTP/1.1 ".getBytes(StandardCharsets.US_ASCII);

    private final Predicate<FileDescriptor> isUsers;
    private final LongSupplier nanos;
    private final PathCounts counts = new PathCounts();
    private final Map<FileDescriptor, String> open = new ConcurrentHashMap<>();
    private final AtomicLong partBegan;
    private final AtomicInteger left = new AtomicInteger(REQUESTS_A_PART);

    /**
     * Makes one.
     *
     * @param isUsers whether a socket is a connection that a user has opened; asked only where a request was seen on it
     * @param nanos a time that only grows
     */
    public Recorder(Predicate<FileDescriptor> isUsers, LongSupplier nanos) {
        this.isUsers = isUsers;
        this.nanos = nanos;
        this.partBegan = new AtomicLong(nanos.getAsLong());
    }

    /** The app has read these bytes. */
    public void read(FileDescriptor fd, ByteBuffer[] bytes) {
        if (bytes.length == 0 || !isLooking()) {
            return;
        }
        String path = RequestPath.in(bytes[0]);
        if (path != null) {
            left.decrementAndGet();
            if (open.size() >= MOST_OPEN) {
                open.clear();
            }
            open.put(fd, path);
        }
    }

    /** The app is about to write these bytes. */
    public void write(FileDescriptor fd, ByteBuffer[] bytes) {
        if (open.isEmpty() || bytes.length == 0) {
            return;
        }
        int code = code(bytes);
        if (code >= 100 && code < 200) {
            return;
        }
        @Nullable String path = open.remove(fd);
        if (path != null && isGood(code) && isUsers.test(fd)) {
            counts.add(path);
        }
    }

    /** What has been counted, as words of a line each: how often, and the path. */
    public List<String> words() {
        return counts.most().stream()
                .map(count -> count.times() + " " + count.path())
                .toList();
    }

    private boolean isLooking() {
        long now = nanos.getAsLong();
        if (now - partBegan.get() >= PART_NANOS) {
            partBegan.set(now);
            left.set(REQUESTS_A_PART);
        }
        return left.get() > 0;
    }

    private static boolean isGood(int code) {
        return (code >= 200 && code < 300) || code == 304;
    }

    /** The status code that the bytes begin with, or 0. */
    private static int code(ByteBuffer[] bytes) {
        int length = 0;
        int code = 0;
        for (ByteBuffer buffer : bytes) {
            for (int i = buffer.position(); i < buffer.limit() && length < STATUS.length + CODE_DIGITS; i++) {
                byte next = buffer.get(i);
                if (length < STATUS.length && next != STATUS[length]) {
                    return 0;
                }
                code = length < STATUS.length ? 0 : code * 10 + next - '0';
                length++;
            }
        }
        return length < STATUS.length + CODE_DIGITS ? 0 : code;
    }
}
