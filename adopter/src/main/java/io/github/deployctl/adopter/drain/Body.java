package io.github.deployctl.adopter.drain;

/** Where the body of one message ends, as its head has framed it (RFC 9112, sections 6 and 7). Not shared between threads. */
final class Body {
    private static final int SIZE_DIGITS = 15;

    private Part part;
    private long left;
    /** Digits of the size, or bytes of the trailer's line. */
    private int lineLength;

    private Body(Part part, long left) {
        this.part = part;
        this.left = left;
    }

    private enum Part {
        /** So many bytes of any kind, and then the end. */
        CONTENT,
        /** The size of the next chunk. */
        SIZE,
        /** What may follow a size. */
        EXTENSION,
        /** So many bytes of any kind, and then the end of the chunk. */
        CHUNK,
        /** The line end after a chunk. */
        CHUNK_END,
        /** Fields after the last chunk, until an empty line. */
        TRAILER,
        /** All of it has come. */
        ENDED,
        /** This is not how a body is framed. */
        BROKEN
    }

    static Body ofLength(long length) {
        return new Body(length == 0 ? Part.ENDED : Part.CONTENT, length);
    }

    static Body chunked() {
        return new Body(Part.SIZE, 0);
    }

    Body copy() {
        Body copy = new Body(part, left);
        copy.lineLength = lineLength;
        return copy;
    }

    /** Takes the bytes that belong to it. */
    void read(Bytes bytes) {
        while (bytes.hasMore() && part != Part.ENDED && part != Part.BROKEN) {
            if (part == Part.CONTENT || part == Part.CHUNK) {
                left -= bytes.skip(left);
                if (left == 0) {
                    part = part == Part.CONTENT ? Part.ENDED : Part.CHUNK_END;
                }
            } else {
                part = after(bytes.next());
            }
        }
    }

    boolean hasEnded() {
        return part == Part.ENDED;
    }

    boolean isBroken() {
        return part == Part.BROKEN;
    }

    private Part after(byte next) {
        switch (part) {
            case SIZE -> {
                return afterSize(next);
            }
            case EXTENSION -> {
                return next == '\n' ? endSize() : Part.EXTENSION;
            }
            case CHUNK_END -> {
                if (next == '\n') {
                    lineLength = 0;
                    return Part.SIZE;
                }
                return next == '\r' ? Part.CHUNK_END : Part.BROKEN;
            }
            case TRAILER -> {
                return afterTrailer(next);
            }
            default -> {
                return part;
            }
        }
    }

    private Part afterSize(byte next) {
        int digit = Character.digit(next, 16);
        if (digit >= 0) {
            left = 16 * left + digit;
            lineLength++;
            return lineLength > SIZE_DIGITS ? Part.BROKEN : Part.SIZE;
        }
        if (lineLength == 0) {
            return Part.BROKEN;
        }
        if (next == '\n') {
            return endSize();
        }
        return next == '\r' || next == ';' || next == ' ' || next == '\t' ? Part.EXTENSION : Part.BROKEN;
    }

    private Part endSize() {
        lineLength = 0;
        return left == 0 ? Part.TRAILER : Part.CHUNK;
    }

    private Part afterTrailer(byte next) {
        if (next == '\n') {
            boolean isEmpty = lineLength == 0;
            lineLength = 0;
            return isEmpty ? Part.ENDED : Part.TRAILER;
        }
        if (next != '\r') {
            lineLength = 1;
        }
        return Part.TRAILER;
    }
}
