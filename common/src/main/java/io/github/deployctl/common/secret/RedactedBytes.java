package io.github.deployctl.common.secret;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Redacts what comes in pieces that may end anywhere. Whole lines go through at once; the last few bytes of one that is not whole wait for more, since they may
 * be the begin of something. Used by one thread.
 */
public final class RedactedBytes {
    /** So much of what was shown is kept to recognize what goes on after it. */
    private static final int CONTEXT = 2 * Windows.LENGTH;

    private final Redactor redactor;
    private final StringBuilder line = new StringBuilder();
    /** So much of the line has been shown. */
    private int shown;

    private boolean wasCovered;

    public RedactedBytes(Redactor redactor) {
        this.redactor = redactor;
    }

    /** Takes a piece and returns what can be shown by now. */
    public byte[] take(byte[] bytes, int length) {
        if (redactor.isEmpty()) {
            return Arrays.copyOf(bytes, length);
        }
        // A char a byte: what is no text at all comes out as it went in.
        String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        StringBuilder out = new StringBuilder();
        int begin = 0;
        for (int end = text.indexOf('\n') + 1; end > 0; end = text.indexOf('\n', begin) + 1) {
            line.append(text, begin, end);
            show(line.length(), out);
            begin();
            begin = end;
        }
        line.append(text, begin, text.length());
        show(line.length() - Windows.LENGTH, out);
        int old = Math.max(0, shown - CONTEXT);
        line.delete(0, old);
        shown -= old;
        return out.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Returns what waits, for somebody who wants to see it now; what comes after it is known as its continuation. */
    public byte[] soFar() {
        StringBuilder out = new StringBuilder();
        show(line.length(), out);
        return out.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Returns what is left at the end. */
    public byte[] rest() {
        StringBuilder out = new StringBuilder();
        show(line.length(), out);
        begin();
        return out.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private void begin() {
        line.setLength(0);
        shown = 0;
        wasCovered = false;
    }

    private void show(int until, StringBuilder out) {
        BitSet covered = until > shown ? redactor.covered(line.toString()) : new BitSet();
        for (; shown < until; shown++) {
            boolean isCovered = covered.get(shown);
            if (!isCovered) {
                out.append(line.charAt(shown));
            } else if (!wasCovered) {
                out.append(Redactor.INSTEAD);
            }
            wasCovered = isCovered;
        }
    }
}
