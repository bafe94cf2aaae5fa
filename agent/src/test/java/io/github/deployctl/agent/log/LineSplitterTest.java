package io.github.deployctl.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
    private final List<String> lines = new ArrayList<>();

    private LineSplitter take(int longest, String... pieces) throws IOException {
        LineSplitter splitter = new LineSplitter(longest);
        for (String piece : pieces) {
            splitter.take(ByteBuffer.wrap(piece.getBytes(StandardCharsets.UTF_8)), lines::add);
        }
        return splitter;
    }

    @Test
    void aLineIsHeldUntilItsEnd() throws Exception {
        LineSplitter splitter = take(100, "one\ntw", "o", "\r\n\nthr");
        assertThat(lines).containsExactly("one", "two", "");
        assertThat(splitter.pending()).isEqualTo(3);

        splitter.rest(lines::add);
        splitter.rest(lines::add);
        assertThat(lines).containsExactly("one", "two", "", "thr");
    }

    @Test
    void aLongLineBecomesSeveralAndNoCharacterIsTorn() throws Exception {
        take(10, "0123456789\n", "012345678\u65e5\u672cab\n");
        assertThat(lines).containsExactly("0123456789", "012345678", "\u65e5\u672cab");
    }

    @Test
    void bytesThatAreNoTextBecomeTheReplacementCharacter() throws Exception {
        LineSplitter splitter = new LineSplitter(4);
        byte[] bytes = {(byte) 0xff, 'a', (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, '\n'};
        splitter.take(ByteBuffer.wrap(bytes), lines::add);
        assertThat(String.join("", lines)).isEqualTo("\ufffda" + "\ufffd".repeat(5));
    }
}
