package io.github.deployctl.adopter.drain;

import io.github.deployctl.adopter.drain.Head.Finding;
import io.github.deployctl.adopter.drain.RequestStream.Standing;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What a server has answered on one connection, from the first byte of a response on. Not shared between threads. */
final class ResponseStream {
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int FIRST_FINAL = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private Head head;
    private Body body;
    private boolean emptyLineBegun;
    private int answered;
    private Standing standing = Standing.FOLLOWED;

    ResponseStream() {
        head = new Head(StartLine.STATUS);
        body = Body.ofLength(0);
    }

    private ResponseStream(ResponseStream other) {
        head = other.head.copy();
        body = other.body.copy();
        emptyLineBegun = other.emptyLineBegun;
        answered = other.answered;
        standing = other.standing;
    }

    ResponseStream copy() {
        return new ResponseStream(this);
    }

    Standing standing() {
        return standing;
    }

    /**
     * Reads on, and stops at the response that is to say that the connection closes: the one to the last of the requests, so that
     * a client that has sent several waits for no answer in vain. Returns how to change these bytes for that.
     */
    @Nullable
    Edit read(Bytes bytes, RequestStream requests, BooleanSupplier hasUnread) {
        Marks marks = new Marks(head);
        while (bytes.hasMore() && standing == Standing.FOLLOWED) {
            if (!body.hasEnded()) {
                body.read(bytes);
                standing = body.isBroken() ? Standing.LOST : standing;
                continue;
            }
            Finding finding = head.accept(bytes.next());
            if (finding == Finding.NO_HEAD) {
                standing = Standing.LOST;
            } else if (finding == Finding.EMPTY_LINE || (finding == Finding.END && !emptyLineBegun)) {
                emptyLineBegun = true;
                if (isToClose(requests) && !requests.isNextOneComing(hasUnread.getAsBoolean())) {
                    return marks.edit(bytes.position() - 1);
                }
            }
            marks.note(finding, bytes.position());
            if (finding == Finding.END && standing == Standing.FOLLOWED) {
                endHead(requests);
                marks = new Marks(head);
            }
        }
        return null;
    }

    private boolean isToClose(RequestStream requests) {
        int code = StartLine.code(head.startLine());
        if (code < FIRST_FINAL && code != SWITCHING_PROTOCOLS) {
            return false;
        }
        if (code == SWITCHING_PROTOCOLS || head.fields().closes()) {
            standing = Standing.OVER;
            return false;
        }
        if (answered >= requests.count()) {
            // Nobody has asked: no answer to what was read.
            standing = Standing.LOST;
            return false;
        }
        return answered == requests.count() - 1;
    }

    private void endHead(RequestStream requests) {
        int code = StartLine.code(head.startLine());
        if (code >= FIRST_FINAL) {
            boolean hasBody = code != NO_CONTENT && code != NOT_MODIFIED && !requests.isForHead(answered);
            if (hasBody && !head.fields().hasLength()) {
                // Its body ends with the connection.
                standing = Standing.OVER;
            }
            body = hasBody ? head.fields().body() : Body.ofLength(0);
            answered++;
        }
        head = new Head(StartLine.STATUS);
        emptyLineBegun = false;
    }

    /** Where the lines of the current head lie in the bytes that are being read. */
    private static final class Marks {
        private static final long ELSEWHERE = -1;

        private long lineStart;
        private long statusLineEnd;
        private @Nullable Edit keepAlive;

        Marks(Head head) {
            lineStart = head.isAtLineStart() ? 0 : ELSEWHERE;
            statusLineEnd = head.isAtFirstField() ? 0 : ELSEWHERE;
        }

        void note(Finding finding, long end) {
            if (finding == Finding.START_LINE) {
                statusLineEnd = end;
            }
            if (finding == Finding.KEEP_ALIVE && lineStart != ELSEWHERE) {
                keepAlive = Edit.replace(lineStart, end);
            }
            if (finding != Finding.NONE) {
                lineStart = end;
            }
        }

        Edit edit(long emptyLine) {
            if (keepAlive != null) {
                return keepAlive;
            }
            return Edit.insert(statusLineEnd == ELSEWHERE ? emptyLine : statusLineEnd);
        }
    }
}
