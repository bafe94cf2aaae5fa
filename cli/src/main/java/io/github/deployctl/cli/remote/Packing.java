package io.github.deployctl.cli.remote;

import io.github.deployctl.common.protocol.Frames;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of an artifact, read, and packed where the line leaves the time for it, in a thread of their own while those before are on their way. A line that
 * is faster than that gets them as they are: nobody waits for a piece to be packed. One thread takes them; {@link #close} ends it all.
 */
final class Packing implements AutoCloseable {
    /** That are ready or being made ready, so that memory is bounded. */
    private static final int PIECES = 6;
    /** Of an artifact most is packed already; more trouble than the least makes it hardly shorter. */
    private static final int LEVEL = Deflater.BEST_SPEED;

    private final InputStream in;
    private final Pace pace;
    private final BlockingQueue<Piece> free = new ArrayBlockingQueue<>(PIECES);
    private final BlockingQueue<Piece> ready = new ArrayBlockingQueue<>(PIECES);
    private final Thread thread;

    private Packing(InputStream in, Pace pace) {
        this.in = in;
        this.pace = pace;
        this.thread = new Thread(this::run, "deployctl-pack");
        thread.setDaemon(true);
    }

    /** Begins to read {@code in}, which stays the caller's to close, after this. */
    static Packing start(InputStream in, Pace pace) {
        Packing packing = new Packing(in, pace);
        for (int i = 0; i < PIECES; i++) {
            packing.free.add(new Piece());
        }
        packing.thread.start();
        return packing;
    }

    /** A part of the artifact; used again and again. Owned by whoever took it from a queue. */
    static final class Piece {
        private final byte[] plain = new byte[Frames.LONGEST];
        /** Empty until the first time that something is packed. */
        private byte[] packed = {};

        private int length;
        private int packedLength;
        private @Nullable IOException failure;

        /** Returns how many of the artifact's bytes it has. */
        int length() {
            return length;
        }

        /** Writes it in a frame, packed where that is shorter; returns how many bytes travel for it. */
        int write(OutputStream out) throws IOException {
            if (packedLength == 0) {
                Frames.write(out, plain, length);
                return length;
            }
            Frames.writePacked(out, packed, packedLength);
            return packedLength;
        }

        private boolean isEnd() {
            return length < 0;
        }

        private void read(InputStream in) {
            try {
                int n = in.readNBytes(plain, 0, Frames.LONGEST);
                length = n > 0 ? n : -1;
            } catch (IOException e) {
                failure = e;
                length = -1;
            }
            packedLength = 0;
        }

        private void pack(Deflater deflater) {
            if (packed.length == 0) {
                packed = new byte[Frames.LONGEST];
            }
            deflater.reset();
            deflater.setInput(plain, 0, length);
            deflater.finish();
            int shorter = deflater.deflate(packed, 0, length - 1);
            packedLength = deflater.finished() ? shorter : 0;
        }
    }

    /** Returns the next piece, to be given back with {@link #done}, or null when there is none. */
    @Nullable
    Piece next() throws IOException {
        try {
            Piece piece = ready.take();
            if (piece.failure != null) {
                throw piece.failure;
            }
            return piece.isEnd() ? null : piece;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** Takes back what has been sent. */
    void done(Piece piece) {
        free.add(piece);
    }

    private void run() {
        Deflater deflater = new Deflater(LEVEL, true);
        try {
            Piece piece;
            do {
                piece = free.take();
                piece.read(in);
                if (!piece.isEnd() && pace.isSlow() && !ready.isEmpty()) {
                    piece.pack(deflater);
                }
                ready.put(piece);
            } while (!piece.isEnd());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            deflater.end();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            // Until then it may read what the caller closes next.
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
