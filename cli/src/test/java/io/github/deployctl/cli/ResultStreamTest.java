package io.github.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ResultStreamTest {
    @Test
    void whatIsWrittenComesOut() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ResultStream results = new ResultStream(bytes);

        print(results);

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("a\nb");
        assertThat(results.fault()).isEmpty();
    }

    @Test
    void aFaultIsRememberedAlsoWhereItComesWithAFlush() {
        ResultStream direct = new ResultStream(refusing("No space left on device"));
        ResultStream buffered = new ResultStream(new BufferedOutputStream(refusing("No space left on device")));

        print(direct);
        print(buffered);

        assertThat(direct.fault()).contains("No space left on device");
        assertThat(buffered.fault()).contains("No space left on device");
    }

    @Test
    void aReaderThatHasHadEnoughIsNoFault() {
        ResultStream results = new ResultStream(refusing("Broken pipe"));

        print(results);

        assertThat(results.fault()).isEmpty();
    }

    private static void print(ResultStream results) {
        PrintStream out = new PrintStream(results, true, StandardCharsets.UTF_8);
        out.println("a");
        out.print("b");
        out.flush();
    }

    private static OutputStream refusing(String why) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(why);
            }
        };
    }
}
