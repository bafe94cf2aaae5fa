package io.github.deployctl.common.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
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
}
