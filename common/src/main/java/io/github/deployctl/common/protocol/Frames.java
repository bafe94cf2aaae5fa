package io.github.deployctl.common.protocol;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * An artifact's bytes on the wire: frames of a 32-bit big-endian head and as many bytes as it says, ended by a frame of length 0. With the head's highest bit
 * set, they are one whole stream of RFC 1951 (deflate) for a piece of at most {@link #LONGEST} bytes, which is sent only to a peer that has {@link #DEFLATE}
 * among its features. A sender that breaks off just closes; a receiver that has not seen the end knows it.
 */
public final class Frames {
    /** The longest frame, and the longest piece that one unpacks to, in bytes. A receiver never allocates more for a peer's word. */
    public static final int LONGEST = 1 << 18;

    /** What a peer calls itself that takes packed frames. */
    public static final String DEFLATE = "deflate";

    private static final int PACKED = 1 << 31;

    private Frames() {}

    /** Takes each piece of what arrives. */
    @FunctionalInterface
    public interface Sink {
        void accept(byte[] buffer, int length) throws IOException;
    }

    /** Sends {@code in} to its end and flushes; {@code progress} gets every piece as it leaves. */
    public static void send(InputStream in, OutputStream out, Sink progress) throws IOException {
        byte[] buffer = new byte[LONGEST];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            if (n > 0) {
                write(out, buffer, n);
                progress.accept(buffer, n);
            }
        }
        end(out);
    }

    /** Writes a piece as it is, of 1 to {@link #LONGEST} bytes. */
    public static void write(OutputStream out, byte[] piece, int length) throws IOException {
        frame(out, length, piece, length);
    }

    /** Writes the deflated form of a piece, which is as short as the piece may be. */
    public static void writePacked(OutputStream out, byte[] packed, int length) throws IOException {
        frame(out, length | PACKED, packed, length);
    }

    private static void frame(OutputStream out, int head, byte[] bytes, int length) throws IOException {
        new DataOutputStream(out).writeInt(head);
        out.write(bytes, 0, length);
    }

    /** Writes the closing frame and flushes. */
    public static void end(OutputStream out) throws IOException {
        new DataOutputStream(out).writeInt(0);
        out.flush();
    }

    /** Returns what arrives up to the closing frame, as a stream. Closing it frees what unpacks, and does not close {@code in}. */
    public static InputStream open(InputStream in) {
        return new FrameInput(in);
    }

    /**
     * Receives up to the closing frame.
     *
     * @throws EOFException when the peer goes away before it
     */
    public static void receive(InputStream in, Sink sink) throws IOException {
        byte[] buffer = new byte[LONGEST];
        try (InputStream pieces = open(in)) {
            for (int n = pieces.read(buffer); n >= 0; n = pieces.read(buffer)) {
                sink.accept(buffer, n);
            }
        }
    }

    /** Reads the head of the next frame. */
    static Head head(DataInputStream frames) throws IOException {
        int head = frames.readInt();
        int length = head & ~PACKED;
        if (length > LONGEST) {
            throw new ProtocolException("a frame of " + length + " bytes is too long");
        }
        return new Head(length, head != length);
    }

    /** What is said of a frame before it. */
    record Head(int length, boolean isPacked) {}
}
