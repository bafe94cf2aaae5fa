package io.github.deployctl.adopter.drain;

import io.github.deployctl.adopter.drain.ResponseHead.Finding;
import org.jspecify.annotations.Nullable;

/**
 * What a piece of a server's output shows about the response that begins or goes on in it.
 *
 * @param head the state after the piece, for the next one; of use if the finding is {@code NONE}
 * @param finding how the head ended, or {@code NONE} if it goes on after the piece
 * @param edit what to change in the piece so that the response says that the connection closes; only if it stays open
 */
record Scan(ResponseHead head, Finding finding, @Nullable Edit edit) {
    private static final int ELSEWHERE = -1;

    /** Looks at one piece. The given head is not changed. */
    static Scan of(ResponseHead before, byte[] piece) {
        ResponseHead head = before.copy();
        int lineStart = ELSEWHERE;
        int statusLineEnd = ELSEWHERE;
        Edit keepAlive = null;
        for (int i = 0; i < piece.length; i++) {
            Finding finding = head.accept(piece[i]);
            switch (finding) {
                case NONE -> {}
                case STATUS_LINE -> statusLineEnd = i + 1;
                case KEEP_ALIVE_LINE -> keepAlive = lineStart == ELSEWHERE ? null : Edit.replace(lineStart, i + 1);
                case HEADER_LINE -> {}
                case INTERIM -> {
                    head = new ResponseHead();
                    statusLineEnd = ELSEWHERE;
                    keepAlive = null;
                }
                case STAYS_OPEN -> {
                    int insertion = statusLineEnd == ELSEWHERE ? lineStart : statusLineEnd;
                    return new Scan(head, finding, keepAlive != null ? keepAlive : insertionAt(insertion));
                }
                case NO_RESPONSE, UPGRADED, CLOSES -> {
                    return new Scan(head, finding, null);
                }
            }
            if (finding != Finding.NONE) {
                lineStart = i + 1;
            }
        }
        return new Scan(head, Finding.NONE, null);
    }

    /** None if the only line left to put it before has begun in an earlier piece. */
    private static @Nullable Edit insertionAt(int offset) {
        return offset == ELSEWHERE ? null : Edit.insert(offset);
    }
}
