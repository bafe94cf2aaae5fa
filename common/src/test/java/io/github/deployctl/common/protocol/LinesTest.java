package io.github.deployctl.common.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LinesTest {
    private static InputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void linesComeOneByOneAndThenTheEnd() throws IOException {
        InputStream in = in("one\n\nzw\u00f6lf\n");

        assertThat(Lines.read(in)).isEqualTo("one");
        assertThat(Lines.read(in)).isEmpty();
        assertThat(Lines.read(in)).isEqualTo("zw\u00f6lf");
        assertThat(Lines.read(in)).isNull();
    }

    @Test
    void noByteBeyondTheLineIsTaken() throws IOException {
        InputStream in = in("line\nrest");

        assertThat(Lines.read(in)).isEqualTo("line");
        assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("rest");
    }

    @Test
    void lineWithoutAnEndIsNotALine() {
        assertThatThrownBy(() -> Lines.read(in("half"))).isInstanceOf(ProtocolException.class);
    }

    @Test
    void lineThatNeverEndsIsRefusedBeforeItFillsTheMemory() {
        byte[] endless = new byte[Lines.LONGEST + 1];
        Arrays.fill(endless, (byte) 'a');

        assertThatThrownBy(() -> Lines.read(new ByteArrayInputStream(endless))).isInstanceOf(ProtocolException.class);
    }

    @Test
    void writtenLineCanBeRead() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Lines.write(out, "{\"a\":1}");

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("{\"a\":1}\n");
    }
}
