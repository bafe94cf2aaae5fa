package io.github.deployctl.cli.remote.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PrintedLinesTest {
    private final List<String> heard = new ArrayList<>();
    private final PrintedLines lines = new PrintedLines(heard::add);

    private void read(String text) throws IOException {
        lines.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void everyKindOfLineEndEndsALineAndTheLastNeedsNone() throws Exception {
        read("one\n\ntwo\r\nthree\rfour\n\r\nf\u00fcnf");
        read("");
        read("six\n");

        assertThat(heard).containsExactly("one", "", "two", "three", "four", "", "f\u00fcnf", "six");
    }

    @Test
    void aLineIsCutAfter8KiB() throws Exception {
        read("x".repeat(8192) + "\n" + "y".repeat(8193) + "\nz");

        assertThat(heard).containsExactly("x".repeat(8192), "y".repeat(8192), "z");
    }

    @Test
    void allStreamsTogetherHaveALimit() throws Exception {
        read("x\n".repeat(1 << 18));
        read("x\n".repeat(1 << 18));

        assertThatThrownBy(() -> read("x")).hasMessage("it printed more than 1 MiB");
        assertThat(heard).hasSize(1 << 19);
    }
}
