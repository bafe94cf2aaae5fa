package io.github.deployctl.e2e.matrix.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.cli.demo.load.Loss;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A load that saw no loss proves something only if it sees one where there is one: against a server that treats every tenth request badly. */
class CellLoadIT {
    private static final int ENOUGH = 40;

    @ParameterizedTest
    @CsvSource({
        "RESET, ''",
        "BAD_STATUS, 'HTTP/1.1 503 no\r\nContent-Length: 0\r\n\r\n'",
        "TRUNCATED, 'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n4711\n'",
        "WRONG_BODY, 'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n47'",
        "WRONG_BODY, 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n47'"
    })
    void everyKindOfLossIsCounted(Loss kind, String badly) throws Exception {
        try (Server server = new Server(badly)) {
            List<Asked> asked = load(server);
            List<Asked> lost = asked.stream().filter(Asked::isLost).toList();
            assertThat(lost)
                    .hasSizeBetween(server.badly.get() - 8, server.badly.get())
                    .isNotEmpty();
            assertThat(lost).allSatisfy(each -> assertThat(each.loss()).isEqualTo(kind));
            assertThat(asked.stream().filter(each -> !each.isLost()))
                    .hasSizeGreaterThan(ENOUGH / 2)
                    .allSatisfy(each -> assertThat(each.pid()).isEqualTo(4711));
        }
    }

    @Test
    void aServerThatIsGoneRefuses() throws Exception {
        Server server = new Server("");
        try (CellLoad load = CellLoad.start(server.target(), Set.of(Mode.PER_CONNECTION))) {
            await().until(() -> server.requests.get() > ENOUGH);
            server.close();
            await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
            assertThat(load.stop().stream().map(Asked::loss)).contains(Loss.REFUSED);
        }
    }

    private static List<Asked> load(Server server) throws IOException, InterruptedException {
        try (CellLoad load = CellLoad.start(server.target(), Set.of(Mode.PER_CONNECTION, Mode.KEEP_ALIVE))) {
            await().until(() -> server.requests.get() > ENOUGH);
            return load.stop();
        }
    }

    /** Answers {@code GET /fast} as process 4711 would, every tenth time with something else; then it closes. */
    private static final class Server implements AutoCloseable {
        private static final String WELL = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n4711\n";

        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final AtomicInteger requests = new AtomicInteger();
        private final AtomicInteger badly = new AtomicInteger();
        private final String bad;

        Server(String bad) throws IOException {
            this.bad = bad;
            thread(this::accept);
        }

        CellLoad.Target target() {
            return new CellLoad.Target(Protocol.STATIC, socket.getLocalPort(), Judge.ofPids());
        }

        private void accept() {
            try {
                while (true) {
                    Socket client = socket.accept();
                    thread(() -> serve(client));
                }
            } catch (IOException e) {
                // Closed: the test is over.
            }
        }

        private void serve(Socket client) {
            try (client) {
                while (readRequest(client.getInputStream())) {
                    boolean well = requests.incrementAndGet() % 10 != 0;
                    if (!well) {
                        // Before the client can know, so that it has counted none that is missing here.
                        badly.incrementAndGet();
                    }
                    client.getOutputStream().write((well ? WELL : bad).getBytes(StandardCharsets.US_ASCII));
                    if (!well) {
                        return;
                    }
                }
            } catch (IOException e) {
                // The client has gone.
            }
        }

        private static boolean readRequest(InputStream in) throws IOException {
            int lineEnds = 0;
            while (lineEnds < 4) {
                int b = in.read();
                if (b < 0) {
                    return false;
                }
                lineEnds = b == '\r' || b == '\n' ? lineEnds + 1 : 0;
            }
            return true;
        }

        private static void thread(Runnable work) {
            Thread thread = new Thread(work, "lossy-server");
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
