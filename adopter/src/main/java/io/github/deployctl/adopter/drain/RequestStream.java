package io.github.deployctl.adopter.drain;

import io.github.deployctl.adopter.drain.Head.Finding;
import java.nio.ByteBuffer;
import java.util.BitSet;

/** What a client has asked on one connection, from the first byte of a request on. Not shared between threads. */
final class RequestStream {
    private final BitSet headRequests = new BitSet();
    private Head head = new Head(StartLine.REQUEST);
    private Body body = Body.ofLength(0);
    private int count;
    private Standing standing = Standing.FOLLOWED;

    /** What is known of a stream. */
    enum Standing {
        /** All of it has been understood. */
        FOLLOWED,
        /** It does not read as HTTP/1.1, or its messages cannot be told apart. */
        LOST,
        /** What follows is not for us: no HTTP/1.1, or the end of the connection has been announced. */
        OVER
    }

    /** Reads on; no bytes at all stand for some that cannot be seen. */
    void read(ByteBuffer[] source) {
        if (source.length == 0) {
            standing = Standing.LOST;
        }
        Bytes bytes = Bytes.of(source);
        while (bytes.hasMore() && standing == Standing.FOLLOWED) {
            if (body.hasEnded()) {
                readHead(bytes.next());
            } else {
                body.read(bytes);
                standing = body.isBroken() ? Standing.LOST : standing;
            }
        }
    }

    Standing standing() {
        return standing;
    }

    /** The number of requests whose head has come. */
    int count() {
        return count;
    }

    /** Whether the n-th request, from 0, asks for a head alone. */
    boolean isForHead(int n) {
        return headRequests.get(n);
    }

    /** Whether a request has begun that is not among those counted, be it that the app has not read it yet. */
    boolean isNextOneComing(boolean hasUnread) {
        return !head.isUntouched() || (hasUnread && body.hasEnded());
    }

    private void readHead(byte next) {
        if (head.isUntouched() && (next == '\r' || next == '\n')) {
            // Empty lines may come before a request, RFC 9112 section 2.2.
            return;
        }
        Finding finding = head.accept(next);
        if (finding == Finding.NO_HEAD) {
            standing = Standing.LOST;
        } else if (finding == Finding.START_LINE && isOther(head.startLine())) {
            standing = Standing.OVER;
        } else if (finding == Finding.END) {
            endHead();
        }
    }

    private void endHead() {
        headRequests.set(count, head.startLine().startsWith("HEAD "));
        count++;
        body = head.fields().body();
        standing = head.fields().isUnclear() ? Standing.LOST : standing;
        head = new Head(StartLine.REQUEST);
    }

    /** HTTP/2 with prior knowledge, and tunnels. */
    private static boolean isOther(String requestLine) {
        return requestLine.endsWith(" HTTP/2.0") || requestLine.startsWith("CONNECT ");
    }
}
