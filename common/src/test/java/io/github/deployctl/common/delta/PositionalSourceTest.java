package io.github.deployctl.common.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class PositionalSourceTest {
    private static final byte[] BYTES = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};

    private final Source source = Source.of(BYTES.length, PositionalSourceTest::readTwo);

    @Test
    void readsThatGiveLessAreGoneOnWith() throws Exception {
        byte[] into = new byte[8];

        source.read(3, into, 1, 5);

        assertThat(into).containsExactly(0, 3, 4, 5, 6, 7, 0, 0);
    }

    @Test
    void endBeforeAllIsReadIsToldFromARead() {
        assertThatThrownBy(() -> source.read(7, new byte[8], 0, 4))
                .isInstanceOf(EOFException.class)
                .hasMessage("the file ends at 10");
    }

    /** At most two bytes, as a channel may. */
    private static int readTwo(ByteBuffer into, long position) {
        int length = (int) Math.min(Math.min(2, into.remaining()), BYTES.length - position);
        if (length <= 0) {
            return -1;
        }
        into.put(BYTES, (int) position, length);
        return length;
    }
}
