package io.github.deployctl.common.protocol;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * An artifact's bytes on the wire: frames of a 32-bit big-endian length and that many bytes, ended by a frame of length 0. A sender that breaks off just
 * closes; a receiver that has not seen the end knows it.
 */
public final class Frames {
    /** The longest frame, in bytes. A receiver never allocates more for a peer's word. */
    public static final int LONGEST = 1 << 18;

    private Frames() {}

    /** Takes each piece of what arrives. */
    @FunctionalInterface
    public interface Sink {
        void accept(byte[] buffer, int length) throws IOException;
    }

    /** Sends {@code in} to its end and flushes; {@code progress} gets every piece as it leaves. */
    public static void send(InputStream in, OutputStream out, Sink progress) throws IOException {
        DataOutputStream frames = new DataOutputStream(out);
        byte[] buffer = new byte[LONGEST];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            if (n > 0) {
                frames.writeInt(n);
                frames.write(buffer, 0, n);
                progress.accept(buffer, n);
            }
        }
        frames.writeInt(0);
        frames.flush();
    }

    /** Returns what arrives up to the closing frame, as a stream; closing it does not close {@code in}. */
    public static InputStream open(InputStream in) {
        return new FrameInput(in);
    }

    /**
     * Receives up to the closing frame.
     *
     * @throws EOFException when the peer goes away before it
     */
    public static void receive(InputStream in, Sink sink) throws IOException {
        DataInputStream frames = new DataInputStream(in);
        byte[] buffer = new byte[LONGEST];
        for (int length = length(frames); length != 0; length = length(frames)) {
            frames.readFully(buffer, 0, length);
            sink.accept(buffer, length);
        }
    }

    /** Reads the head of the next frame. */
    static int length(DataInputStream frames) throws IOException {
        int length = frames.readInt();
        if (length < 0 || length > LONGEST) {
            throw new ProtocolException("a frame of " + Integer.toUnsignedString(length) + " bytes is too long");
        }
        return length;
    }
}
