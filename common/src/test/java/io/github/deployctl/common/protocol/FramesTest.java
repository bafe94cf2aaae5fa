package io.github.deployctl.common.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {
    private static byte[] framed(byte[] content) throws IOException {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        Frames.send(new ByteArrayInputStream(content), wire, (buffer, length) -> {});
        return wire.toByteArray();
    }

    private static byte[] received(byte[] wire) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        Frames.receive(new ByteArrayInputStream(wire), (buffer, length) -> content.write(buffer, 0, length));
        return content.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, Frames.LONGEST, Frames.LONGEST + 1, 3 * Frames.LONGEST + 17})
    void contentArrivesAsItWasSent(int size) throws IOException {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);

        assertThat(received(framed(content))).isEqualTo(content);
    }

    @Test
    void connectionCutAtAnyByteIsNoticed() throws IOException {
        byte[] wire = framed(new byte[40]);

        for (int cut = 0; cut < wire.length; cut++) {
            byte[] part = Arrays.copyOf(wire, cut);
            assertThatThrownBy(() -> received(part))
                    .as("cut after %d bytes", cut)
                    .isInstanceOf(EOFException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Frames.LONGEST + 1, Integer.MAX_VALUE, -1, Integer.MIN_VALUE})
    void frameLongerThanAllowedIsRefused(int length) {
        byte[] wire = {(byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length, 1, 2};

        assertThatThrownBy(() -> received(wire)).isInstanceOf(ProtocolException.class);
    }

    private static byte[] deflated(byte[] piece, boolean whole) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        deflater.setInput(piece);
        if (whole) {
            deflater.finish();
        }
        byte[] packed = new byte[2 * piece.length + 100];
        int length = deflater.deflate(packed, 0, packed.length, whole ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(packed, length);
    }

    private static byte[] inFrame(byte[] packed) throws IOException {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        Frames.writePacked(wire, packed, packed.length);
        Frames.end(wire);
        return wire.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, Frames.LONGEST - 1, Frames.LONGEST})
    void packedPiecesArriveUnpackedBetweenPlainOnes(int size) throws IOException {
        byte[] piece = new byte[size];
        Arrays.fill(piece, 0, size, (byte) 'a');
        byte[] packed = deflated(piece, true);
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        for (int i = 0; i < 3; i++) {
            Frames.write(wire, new byte[] {1, 2, 3}, 3);
            Frames.writePacked(wire, packed, packed.length);
            expected.write(new byte[] {1, 2, 3});
            expected.write(piece);
        }
        Frames.end(wire);

        assertThat(received(wire.toByteArray())).isEqualTo(expected.toByteArray());
    }

    @Test
    void packedFrameThatIsNotOneStreamOfOnePieceIsRefused() throws IOException {
        byte[] good = deflated(new byte[1000], true);
        List<byte[]> wrong = List.of(
                new byte[0],
                deflated(new byte[0], true),
                deflated(new byte[1000], false),
                Arrays.copyOf(good, good.length - 1),
                Arrays.copyOf(good, good.length + 1),
                deflated(new byte[Frames.LONGEST + 1], true),
                // Some thousand times as long unpacked as it is.
                deflated(new byte[1 << 26], true),
                new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff});

        for (byte[] packed : wrong) {
            byte[] wire = inFrame(packed);
            assertThatThrownBy(() -> received(wire))
                    .as("%d packed bytes", packed.length)
                    .isInstanceOf(ProtocolException.class);
        }
    }

    @Test
    void connectionCutInAPackedFrameIsNoticed() throws IOException {
        byte[] wire = inFrame(deflated(new byte[1000], true));

        for (int cut = 0; cut < wire.length; cut++) {
            byte[] part = Arrays.copyOf(wire, cut);
            assertThatThrownBy(() -> received(part))
                    .as("cut after %d bytes", cut)
                    .isInstanceOf(EOFException.class);
        }
    }

    /** So that no peer has a receiver hold a whole frame. */
    @Test
    void packedPieceIsHandedOnAsItComes() throws IOException {
        byte[] piece = new byte[Frames.LONGEST / 2];
        new Random(3).nextBytes(piece);
        byte[] wire = inFrame(deflated(piece, true));
        ByteArrayOutputStream arrived = new ByteArrayOutputStream();

        assertThatThrownBy(() -> Frames.receive(
                        new ByteArrayInputStream(wire, 0, wire.length / 2),
                        (buffer, length) -> arrived.write(buffer, 0, length)))
                .isInstanceOf(EOFException.class);
        assertThat(arrived.size()).isGreaterThan(piece.length / 4);
        assertThat(arrived.toByteArray()).isEqualTo(Arrays.copyOf(piece, arrived.size()));
    }

    /** Whatever comes, it is taken or refused, and no piece is longer than any may be. */
    @Test
    void mutatedFramesAreTakenOrRefused() throws IOException {
        byte[] good =
                inFrame(deflated("the same words over and over ".repeat(40).getBytes(StandardCharsets.UTF_8), true));
        Random random = new Random(11);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] wire = good.clone();
            wire[random.nextInt(wire.length)] = (byte) random.nextInt();
            try {
                received(wire);
            } catch (ProtocolException | EOFException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }
}
