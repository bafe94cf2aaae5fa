package io.github.deployctl.adopter.asked;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileDescriptor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecorderTest {
    private final FileDescriptor users = new FileDescriptor();
    private final FileDescriptor others = new FileDescriptor();
    private long nanos;
    private final Recorder recorder = new Recorder(fd -> fd == users, () -> nanos);

    @Test
    void pathsThatAreAnsweredWellAreCounted() {
        ask("/a", "200 OK", 7);
        ask("/b", "304 Not Modified", 6);

        assertThat(recorder.words()).containsExactly("7 /a", "6 /b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"302 Found", "401 Unauthorized", "403 Forbidden", "404 Not Found", "500 Oops"})
    void pathThatTheUserIsNotGivenIsNotCounted(String status) {
        ask("/admin/stop", status, 20);

        assertThat(recorder.words()).isEmpty();
    }

    @Test
    void interimAnswerIsNoneYet() {
        for (int i = 0; i < 5; i++) {
            recorder.read(users, bytes("GET /a HTTP/1.1\r\n\r\n"));
            recorder.write(users, bytes("HTTP/1.1 103 Early Hints\r\n\r\n"));
            recorder.write(users, bytes("HTTP/1.1 200 OK\r\n\r\n"));
        }

        assertThat(recorder.words()).containsExactly("5 /a");
    }

    @Test
    void answerCountsOnceHoweverOftenItIsWrittenTo() {
        for (int i = 0; i < 4; i++) {
            recorder.read(users, bytes("GET /a HTTP/1.1\r\n\r\n"));
            recorder.write(users, bytes("HTTP/1.1 200 OK\r\n\r\n"));
            recorder.write(users, bytes("HTTP/1.1 200 OK\r\n\r\n"));
        }

        assertThat(recorder.words()).isEmpty();
    }

    @Test
    void statusMayLieInSeveralBuffers() {
        for (int i = 0; i < 5; i++) {
            recorder.read(users, bytes("GET /a HTTP/1.1\r\n\r\n"));
            recorder.write(users, new ByteBuffer[] {bytes("HTTP/1.1 2")[0], bytes("")[0], bytes("00 OK\r\n")[0]});
        }

        assertThat(recorder.words()).containsExactly("5 /a");
    }

    @Test
    void connectionsThatNoUserOpenedDoNotCount() {
        for (int i = 0; i < 20; i++) {
            recorder.read(others, bytes("GET /metrics HTTP/1.1\r\n\r\n"));
            recorder.write(others, bytes("HTTP/1.1 200 OK\r\n\r\n"));
        }

        assertThat(recorder.words()).isEmpty();
    }

    @Test
    void otherProtocolsAndNoBytesArePassedOver() {
        recorder.read(users, new ByteBuffer[0]);
        recorder.write(users, new ByteBuffer[0]);
        recorder.read(users, bytes("\u0016\u0003\u0001"));
        recorder.write(users, bytes("\u0016\u0003\u0003"));
        recorder.read(users, bytes("GET /a HTTP/1.1\r\n\r\n"));
        recorder.write(users, bytes("HTTP/1.1 2"));
        recorder.write(users, bytes("HTTP/1.1 200 OK\r\n\r\n"));

        assertThat(recorder.words()).isEmpty();
    }

    @Test
    void busyTimeIsLookedAtInPart() {
        ask("/a", "200 OK", 100_000);
        assertThat(recorder.words()).containsExactly("100 /a");

        nanos += TimeUnit.MILLISECONDS.toNanos(100);
        ask("/a", "200 OK", 100_000);
        assertThat(recorder.words()).containsExactly("200 /a");
    }

    private void ask(String path, String status, int times) {
        for (int i = 0; i < times; i++) {
            recorder.read(users, bytes("GET " + path + "?q=1 HTTP/1.1\r\n\r\n"));
            recorder.write(users, bytes("HTTP/1.1 " + status + "\r\n\r\n"));
        }
    }

    private static ByteBuffer[] bytes(String text) {
        return new ByteBuffer[] {ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1))};
    }
}
