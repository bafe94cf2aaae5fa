package io.github.deployctl.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.common.config.ReadyCheck;
import io.github.deployctl.common.config.StatusRange;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real server on loopback answers one request with what the test says. */
@Timeout(20)
class HttpProbeIT {
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                OK + "Content-Length: 2\r\n\r\nok",
                OK + "content-length:0\r\n\r\n",
                OK + "Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
                "HTTP/1.1 204 No Content\r\n\r\n"
            })
    void aServerThatKeepsTheConnectionIsNotWaitedFor(String answer) throws Exception {
        assertThat(ask(answer, true).ready()).isTrue();
    }

    @Test
    void anAnswerThatTheEndOfTheConnectionEndsIsTaken() throws Exception {
        assertThat(ask(OK + "\r\nok", false).ready()).isTrue();
    }

    @Test
    void anotherStatusIsNamed() throws Exception {
        HttpProbe.Answer answer = ask("HTTP/1.1 503 Later\r\nContent-Length: 0\r\n\r\n", true);
        assertThat(answer.ready()).isFalse();
        assertThat(answer.text()).contains("answered 503");
    }

    @Test
    void anAnswerThatIsNotHttpIsNamed() throws Exception {
        assertThat(ask("SSH-2.0-OpenSSH\r\n", false).text()).contains("did not answer in HTTP/1.1");
    }

    @Test
    void anAnswerThatGoesOnForEverIsNotWaitedFor() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> drips = CompletableFuture.runAsync(() -> drip(server, over));
            HttpProbe.Answer answer =
                    HttpProbe.ofListener(check(), server.getLocalPort()).ask(Duration.ofMillis(300));
            over.set(true);
            drips.get();

            assertThat(answer.ready()).isFalse();
            assertThat(answer.text()).isEqualTo("began an answer and did not end it in time, as a stream does");
        }
    }

    /** An event stream with a sign of life now and then, as nobody should name for a readiness check, and somebody does. */
    private static void drip(ServerSocket server, AtomicBoolean over) {
        try (Socket client = server.accept()) {
            client.getOutputStream().write((OK + "\r\n").getBytes(StandardCharsets.US_ASCII));
            while (!over.get()) {
                client.getOutputStream().write(':');
                Thread.sleep(20);
            }
        } catch (IOException e) {
            // Whoever asked has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ReadyCheck.HttpProbe check() {
        return new ReadyCheck.HttpProbe("/", null, StatusRange.parse("200-399"), null);
    }

    /** Asks a server that leaves the connection open after its answer, or does not. */
    private static HttpProbe.Answer ask(String answer, boolean keeps) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Socket> served = CompletableFuture.supplyAsync(() -> serve(server, answer, keeps));
            HttpProbe.Answer result =
                    HttpProbe.ofListener(check(), server.getLocalPort()).ask(Duration.ofSeconds(10));
            served.get().close();
            return result;
        }
    }

    private static Socket serve(ServerSocket server, String answer, boolean keeps) {
        try {
            Socket client = server.accept();
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {}
            client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            if (!keeps) {
                client.close();
            }
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
