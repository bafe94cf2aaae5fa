package io.github.deployctl.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GuardedStreamTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream raw = new PrintStream(written, true, StandardCharsets.UTF_8);
    private final PrintStream guarded = GuardedStream.of(raw);

    private String written() {
        return written.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::error::x",
                "  \t::add-mask::x",
                "\u00a0\u2003::set-env name=PATH::/tmp",
                "\u001b\u200b::stop-commands::x",
                "ok\r::error::x",
                "ok\r\n::error::x",
                "a ##[add-mask]x",
                "###[group]x",
                "::::error::x",
                "##[##[error]x"
            })
    void whatAProgramPrintsIsNoWorkflowCommand(String hostile) {
        guarded.println(hostile);

        assertThat(written().split("[\r\n]", -1)).noneMatch(line -> line.matches("(?s)[^\\x21-\\x7e]*::.*"));
        assertThat(written()).doesNotContain("##[").endsWith("\n");
    }

    @Test
    void itIsNoneWhicheverWayItIsWritten() {
        for (char c : "::error::x\n##[error]x\n".toCharArray()) {
            guarded.print(c);
        }
        guarded.print(":");
        guarded.print(":warning::x\n#");
        guarded.writeBytes("#[error]\n".getBytes(StandardCharsets.UTF_8));

        assertThat(written().lines())
                .containsExactly(":\\u003aerror::x", "##\\u005berror]x", ":\\u003awarning::x", "##\\u005berror]");
    }

    @Test
    void whatIsNoCommandStaysAsItIs() {
        List<String> harmless = List.of("web1  a::b", "x ::error::", "# [x]", "#[x]", ": :", "", "h\u00e4?::");
        harmless.forEach(guarded::println);

        assertThat(written().lines()).containsExactlyElementsOf(harmless);
    }

    @Test
    void whoIsGuardedAlreadyIsNotGuardedTwiceAndTheLogItselfIsReached() {
        assertThat(GuardedStream.of(guarded)).isSameAs(guarded);
        assertThat(GuardedStream.rawOf(guarded)).isSameAs(raw);
        assertThat(GuardedStream.rawOf(raw)).isSameAs(raw);
    }

    @Test
    void aReaderThatHasGoneIsNoticed() {
        PrintStream closed = new PrintStream(new OutputStream() {
            @Override
            public void write(int b) throws java.io.IOException {
                throw new java.io.IOException("gone");
            }
        });
        PrintStream stream = GuardedStream.of(closed);
        assertThat(stream.checkError()).isFalse();
        stream.println("x");

        assertThat(stream.checkError()).isTrue();
    }
}
