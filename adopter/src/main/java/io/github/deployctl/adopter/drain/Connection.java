package io.github.deployctl.adopter.drain;

import io.github.deployctl.adopter.drain.RequestStream.Standing;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection of the app while it drains.
 *
 * <p>When the drain begins nothing is known of it: it may be in the middle of a body that looks like anything, and a header put
 * there would shift what follows, for a proxy that shares the connection between its users too. So nothing is changed until a read
 * has begun with a request line. From there on both directions are followed message by message, and the response to the last
 * request that was read says that the connection closes. What does not read as HTTP/1.1 is left alone, and another read after a
 * write may begin anew. Safe for all threads.
 */
final class Connection {
    private final BooleanSupplier hasUnread;
    private volatile Phase phase;
    private RequestStream requests = new RequestStream();
    private ResponseStream responses = new ResponseStream();
    private @Nullable ResponseStream after;
    private @Nullable Bytes offered;
    private @Nullable Edit edit;
    private boolean released;

    private Connection(Phase phase, BooleanSupplier hasUnread) {
        this.phase = phase;
        this.hasUnread = hasUnread;
    }

    private enum Phase {
        /** The next read may begin a request. */
        UNKNOWN,
        /** Reads are in the middle of something: not before the next write. */
        DEAF,
        /** Both directions are followed. */
        FOLLOWED,
        /** The header is on its way out. */
        EDITING,
        /** The client has been told, or never will be. */
        DONE
    }

    /** A connection that a user has opened, and whether bytes of it wait for the app to read them. */
    static Connection ofListener(BooleanSupplier hasUnread) {
        return new Connection(Phase.UNKNOWN, hasUnread);
    }

    /** A connection that users have no part in. */
    static Connection foreign() {
        return new Connection(Phase.DONE, () -> false);
    }

    /** Whether nothing will be changed on it any more. */
    boolean isDone() {
        return phase == Phase.DONE;
    }

    /** Changes nothing any more, but finishes what is half out. Returns whether it is done. */
    synchronized boolean release() {
        released = true;
        if (phase != Phase.EDITING) {
            phase = Phase.DONE;
        }
        return isDone();
    }

    /** The app has read these bytes; none if it cannot be told which they are. */
    void bytesRead(ByteBuffer[] bytes) {
        if (isDone()) {
            return;
        }
        synchronized (this) {
            if (phase == Phase.UNKNOWN) {
                requests = new RequestStream();
                responses = new ResponseStream();
                phase = Phase.FOLLOWED;
            }
            if (phase == Phase.FOLLOWED || phase == Phase.EDITING) {
                requests.read(bytes);
                phase = phase == Phase.EDITING ? phase : followed();
            }
        }
    }

    /** What to write when the app offers these bytes: the same array if they are only looked at, null if they are not. */
    ByteBuffer @Nullable [] plan(ByteBuffer[] source) {
        if (isDone()) {
            return null;
        }
        synchronized (this) {
            if (phase == Phase.DEAF) {
                phase = Phase.UNKNOWN;
            }
            if (phase == Phase.FOLLOWED) {
                return look(source);
            }
            return phase == Phase.EDITING && edit != null ? edit.plan(source) : null;
        }
    }

    /** Takes note of what became of the plan and returns the number of the app's bytes that are done with. */
    synchronized long settle(long written) {
        if (phase == Phase.EDITING && edit != null) {
            long taken = edit.settle(written);
            if (edit.isDone()) {
                phase = Phase.DONE;
            } else if (!edit.hasBegun()) {
                // The client may ask more, or the app say something else, before the header's turn comes.
                edit = null;
                phase = Phase.FOLLOWED;
                follow(taken);
                phase = released ? Phase.DONE : followed();
            }
            return taken;
        }
        follow(written);
        return written;
    }

    private ByteBuffer[] look(ByteBuffer[] source) {
        Bytes bytes = Bytes.of(source);
        ResponseStream next = responses.copy();
        edit = next.read(bytes, requests, hasUnread);
        offered = bytes;
        after = next;
        if (edit == null) {
            return source;
        }
        phase = Phase.EDITING;
        return edit.plan(source);
    }

    /** Takes note that so many of the offered bytes went out as they are. */
    private void follow(long written) {
        if (phase == Phase.FOLLOWED && offered != null && after != null && written > 0) {
            if (written == offered.size()) {
                responses = after;
            } else {
                // All of this was seen to be no place for the header.
                responses.read(offered.first(written), requests, () -> true);
            }
            phase = followed();
        }
        offered = null;
        after = null;
    }

    /** The phase of a connection that was followed until now. */
    private Phase followed() {
        if (requests.standing() == Standing.OVER || responses.standing() == Standing.OVER) {
            return Phase.DONE;
        }
        if (requests.standing() == Standing.LOST) {
            return Phase.DEAF;
        }
        return responses.standing() == Standing.LOST ? Phase.UNKNOWN : Phase.FOLLOWED;
    }
}
