package io.github.deployctl.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deployctl.common.protocol.Frames;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PackingTest {
    private final Pace pace = new Pace();
    private final ByteArrayOutputStream wire = new ByteArrayOutputStream();

    /** As of a disk that has a bad sector. */
    private static final class Broken extends FilterInputStream {
        Broken() {
            super(InputStream.nullInputStream());
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            throw new IOException("bad sector");
        }
    }

    /** Says when all of it has been read. */
    private static final class Read extends FilterInputStream {
        private final CountDownLatch end = new CountDownLatch(1);

        Read(byte[] content) {
            super(new ByteArrayInputStream(content));
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int n = super.read(into, offset, length);
            if (n < 0) {
                end.countDown();
            }
            return n;
        }

        void awaitEnd() throws InterruptedException {
            assertThat(end.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void slow() {
        for (int i = 0; i < 8; i++) {
            pace.wrote(1000, TimeUnit.SECONDS.toNanos(1));
        }
    }

    /** Takes all pieces, once all have been read, and returns how many bytes of them travel. */
    private long send(byte[] content) throws Exception {
        long travelled = 0;
        try (Read in = new Read(content);
                Packing packing = Packing.start(in, pace)) {
            in.awaitEnd();
            for (Packing.Piece piece = packing.next(); piece != null; piece = packing.next()) {
                travelled += piece.write(wire);
                packing.done(piece);
            }
            Frames.end(wire);
        }
        return travelled;
    }

    private byte[] received() throws IOException {
        try (InputStream in = Frames.open(new ByteArrayInputStream(wire.toByteArray()))) {
            return in.readAllBytes();
        }
    }

    private static byte[] words(int length) {
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) {
            content[i] = (byte) "some words, again and again; ".charAt(i % 29);
        }
        return content;
    }

    @Test
    void fastLineGetsEverythingAsItIs() throws Exception {
        byte[] content = words(3 * Frames.LONGEST + 17);

        assertThat(send(content)).isEqualTo(content.length);
        assertThat(received()).isEqualTo(content);
    }

    @Test
    void slowLineGetsAllButTheFirstPiecePacked() throws Exception {
        slow();
        byte[] content = words(4 * Frames.LONGEST);

        assertThat(send(content)).isBetween((long) Frames.LONGEST, Frames.LONGEST + 20_000L);
        assertThat(received()).isEqualTo(content);
    }

    @Test
    void whatCannotBeMadeShorterGoesAsItIs() throws Exception {
        slow();
        byte[] content = new byte[3 * Frames.LONGEST + 1];
        new Random(5).nextBytes(content);

        assertThat(send(content)).isEqualTo(content.length);
        assertThat(received()).isEqualTo(content);
    }

    @Test
    void nothingIsNothing() throws Exception {
        assertThat(send(new byte[0])).isZero();
        assertThat(received()).isEmpty();
    }

    @Test
    void moreThanIsReadAheadArrivesInItsOrder() throws Exception {
        byte[] content = new byte[20 * Frames.LONGEST];
        new Random(6).nextBytes(content);
        try (InputStream in = new ByteArrayInputStream(content);
                Packing packing = Packing.start(in, pace)) {
            for (Packing.Piece piece = packing.next(); piece != null; piece = packing.next()) {
                piece.write(wire);
                packing.done(piece);
                slow();
            }
            Frames.end(wire);
        }

        assertThat(received()).isEqualTo(content);
    }

    @Test
    void fileThatCannotBeReadIsToldToWhoeverSends() {
        try (Packing packing = Packing.start(new Broken(), pace)) {
            assertThatThrownBy(packing::next).isInstanceOf(IOException.class).hasMessage("bad sector");
        }
    }
}
