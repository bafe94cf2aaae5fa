package io.github.deployctl.adopter.drain;

/** Reads the head of one HTTP/1.1 message byte by byte, as far as the end of the connection depends on it. Not shared between threads. */
final class Head {
    /** Longer than the request line that any server takes, in bytes. */
    private static final int START_LINE_LIMIT = 16 * 1024;

    /** Longer than any field that matters, in bytes; what comes after is not looked at. */
    private static final int FIELD_LIMIT = 256;

    private final StartLine kind;
    private final Line line;
    private final Fields fields;
    private String startLine = "";
    private boolean hasFields;

    Head(StartLine kind) {
        this.kind = kind;
        line = new Line();
        fields = new Fields();
    }

    private Head(Head other) {
        kind = other.kind;
        line = other.line.copy();
        fields = other.fields.copy();
        startLine = other.startLine;
        hasFields = other.hasFields;
    }

    /** What the bytes up to and with one have shown. */
    enum Finding {
        /** In the middle of a line. */
        NONE,
        /** The bytes are no head of this kind. */
        NO_HEAD,
        /** The start line has ended. */
        START_LINE,
        /** A field has ended. */
        FIELD,
        /** The field {@code Connection: keep-alive} has ended. */
        KEEP_ALIVE,
        /** The empty line has begun: nothing more will be said. Left out if that line is a bare line feed. */
        EMPTY_LINE,
        /** The head has ended. */
        END
    }

    Head copy() {
        return new Head(this);
    }

    Finding accept(byte next) {
        if (startLine.isEmpty()) {
            return acceptInStartLine(next);
        }
        if (next == '\n') {
            return endField();
        }
        boolean isFirst = line.isEmpty();
        line.add(next, FIELD_LIMIT);
        return isFirst && next == '\r' ? Finding.EMPTY_LINE : Finding.NONE;
    }

    /** Whether no byte of it has come. */
    boolean isUntouched() {
        return startLine.isEmpty() && line.isEmpty();
    }

    /** Whether the next byte begins a line after the start line. */
    boolean isAtLineStart() {
        return !startLine.isEmpty() && line.isEmpty();
    }

    /** Whether the next byte is the first one after the start line. */
    boolean isAtFirstField() {
        return isAtLineStart() && !hasFields;
    }

    /** The start line without its end; empty before that. */
    String startLine() {
        return startLine;
    }

    Fields fields() {
        return fields;
    }

    private Finding acceptInStartLine(byte next) {
        if (next == '\n') {
            String whole = line.end();
            if (!kind.isWhole(whole)) {
                return Finding.NO_HEAD;
            }
            startLine = whole;
            return Finding.START_LINE;
        }
        if (!kind.mayHold(line.length(), next)) {
            return Finding.NO_HEAD;
        }
        line.add(next, START_LINE_LIMIT);
        return Finding.NONE;
    }

    private Finding endField() {
        String field = line.end();
        if (field.isEmpty()) {
            return Finding.END;
        }
        hasFields = true;
        return fields.add(field) ? Finding.KEEP_ALIVE : Finding.FIELD;
    }
}
