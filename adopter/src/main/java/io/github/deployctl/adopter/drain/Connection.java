package io.github.deployctl.adopter.drain;

import io.github.deployctl.adopter.drain.ResponseHead.Finding;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One connection of the app while it drains: where its output stands between two responses. A response can only begin with the
 * first write after a read, so that a body that looks like a response is left alone. Guarded by its owner's lock.
 */
final class Connection {
    /** A head that is longer, or comes in larger pieces, is not looked at any more. */
    private static final int HEAD_LIMIT = 16 * 1024;

    private static final byte[] NOTHING = {};

    private Phase phase;
    private ResponseHead head = new ResponseHead();
    private byte[] offered = NOTHING;
    private @Nullable Edit edit;

    private Connection(Phase phase) {
        this.phase = phase;
    }

    private enum Phase {
        /** The next byte written belongs to the head of a response, if it looks so. */
        HEAD,
        /** The header is going out. */
        EDITING,
        /** In a body, or in something unknown: until the next read. */
        BODY,
        /** The client has been told, or this is not HTTP/1.1. */
        DONE
    }

    /** A connection of which nothing is known yet: a request read before the drain began may be waiting for its response. */
    static Connection ofListener() {
        return new Connection(Phase.HEAD);
    }

    /** A connection that users have no part in. */
    static Connection foreign() {
        return new Connection(Phase.DONE);
    }

    /** Whether bytes of the header are still to be written, before any other byte. */
    boolean isEditing() {
        return phase == Phase.EDITING;
    }

    void bytesRead() {
        if (phase == Phase.BODY) {
            phase = Phase.HEAD;
            head = new ResponseHead();
        }
    }

    /** What to write when the app offers these bytes: the same array if they are only looked at, null if they are not. */
    ByteBuffer @Nullable [] plan(ByteBuffer[] source) {
        if (phase == Phase.HEAD) {
            look(source);
        }
        if (edit != null && phase == Phase.EDITING) {
            return edit.plan(source);
        }
        return phase == Phase.HEAD ? source : null;
    }

    /** Takes note of what became of the plan and returns the number of the app's bytes that are done with. */
    long settle(long written) {
        if (edit != null && phase == Phase.EDITING) {
            long taken = edit.settle(written);
            if (edit.isDone()) {
                phase = Phase.DONE;
                edit = null;
            } else if (written <= 0 && offered.length > 0) {
                // Nothing went out, so nothing is settled: the app may now say something else.
                phase = Phase.HEAD;
                edit = null;
            }
            offered = NOTHING;
            return taken;
        }
        if (phase == Phase.HEAD && written > 0) {
            head = Scan.of(head, Arrays.copyOf(offered, (int) Math.min(written, offered.length)))
                    .head();
        }
        offered = NOTHING;
        return written;
    }

    private void look(ByteBuffer[] source) {
        long size = Edit.remaining(source);
        byte[] piece = peek(source, (int) Math.min(size, HEAD_LIMIT));
        Scan scan = Scan.of(head, piece);
        offered = piece;
        if (scan.finding() == Finding.STAYS_OPEN && scan.edit() != null) {
            edit = scan.edit();
            phase = Phase.EDITING;
        } else if (scan.finding() == Finding.UPGRADED || scan.finding() == Finding.CLOSES) {
            phase = Phase.DONE;
        } else if (scan.finding() != Finding.NONE || size > piece.length) {
            phase = Phase.BODY;
        }
    }

    private static byte[] peek(ByteBuffer[] source, int size) {
        byte[] piece = new byte[size];
        int filled = 0;
        for (ByteBuffer buffer : source) {
            int step = Math.min(buffer.remaining(), size - filled);
            buffer.duplicate().get(piece, filled, step);
            filled += step;
        }
        return piece;
    }
}
