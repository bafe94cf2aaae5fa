package io.github.deployctl.agent.posix;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.agent.os.Connection;
import io.github.deployctl.agent.os.Connections;
import io.github.deployctl.agent.os.ConnectionsContract;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.procfs.ProcTable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real connections, both ends in this process; only the accepted end has the listener's port. */
final class DiagConnectionsIT extends ConnectionsContract {
    /** More than what two ticks of the slowest kernel clock and a delayed acknowledgement take, in milliseconds. */
    private static final long SETTLED = 100;

    private final ProcTable table = new ProcTable(Path.of("/proc"));
    private final ProcessId self = table.find(ProcessHandle.current().pid()).orElseThrow();
    private final Connections connections;
    private final List<AutoCloseable> open = new ArrayList<>();

    DiagConnectionsIT() {
        Libc libc = new Libc();
        connections = new DiagConnections(libc, new Fds(libc), table);
    }

    @Override
    protected Connections connections() {
        return connections;
    }

    @Override
    protected Server server() throws Exception {
        Pair first = new Pair(StandardProtocolFamily.INET6, "127.0.0.1");
        first.another();
        return new Server(self, first.port());
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @Test
    void requestThatWaitsWasReceivedLastOnEveryKindOfSocket() throws Exception {
        for (Pair pair : everyKind()) {
            pair.ask();
            pair.answer();
            awaitQuiet(pair, SETTLED);
            pair.ask();
            Connection busy = awaitQuiet(pair, SETTLED);
            assertThat(busy.received()).as("%s", pair).isLessThan(busy.sent());
            assertThat(busy.queued()).isZero();
            assertThat(busy.segments()).isEqualTo(2);
        }
    }

    @Test
    void answeredRequestWasSentLastOnEveryKindOfSocket() throws Exception {
        for (Pair pair : everyKind()) {
            pair.ask();
            awaitQuiet(pair, SETTLED);
            pair.answer();
            Connection idle = awaitQuiet(pair, SETTLED);
            assertThat(idle.sent()).as("%s", pair).isLessThan(idle.received());
            assertThat(idle.queued()).isZero();
        }
    }

    @Test
    void requestThatIsNotReadYetWaitsInTheQueue() throws Exception {
        for (Pair pair : everyKind()) {
            pair.client.write(ByteBuffer.wrap(new byte[70]));
            Awaitility.await()
                    .untilAsserted(() -> assertThat(only(pair).queued()).isEqualTo(70));
        }
    }

    @Test
    void responseThatTheClientDoesNotReadWaitsInTheQueue() throws Exception {
        for (Pair pair : everyKind()) {
            pair.server.configureBlocking(false);
            ByteBuffer much = ByteBuffer.allocate(1 << 16);
            while (pair.server.write(much.rewind()) > 0) {
                assertThat(pair.server.isOpen()).isTrue();
            }
            assertThat(awaitQuiet(pair, SETTLED).queued()).as("%s", pair).isPositive();
        }
    }

    @Test
    void clientThatHasClosedItsSideStillCounts() throws Exception {
        Pair pair = new Pair(StandardProtocolFamily.INET6, "::1");
        pair.ask();
        pair.client.shutdownOutput();
        awaitQuiet(pair, SETTLED);
        assertThat(pair.server.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        assertThat(only(pair).queued()).isZero();
    }

    @Test
    void aThousandConnectionsAreSeenInOneLook() throws Exception {
        Pair pair = new Pair(StandardProtocolFamily.INET6, "127.0.0.1");
        for (int i = 1; i < 1000; i++) {
            pair.another();
        }
        assertThat(connections.of(self, Set.of(pair.port()))).hasSize(1000);
    }

    private List<Pair> everyKind() throws IOException {
        return List.of(
                new Pair(StandardProtocolFamily.INET, "127.0.0.1"),
                new Pair(StandardProtocolFamily.INET6, "127.0.0.1"),
                new Pair(StandardProtocolFamily.INET6, "::1"));
    }

    private Connection only(Pair pair) throws IOException {
        List<Connection> found = connections.of(self, Set.of(pair.port()));
        assertThat(found).as("%s", pair).hasSize(1);
        return found.get(0);
    }

    private Connection awaitQuiet(Pair pair, long millis) {
        return Awaitility.await()
                .pollInterval(Duration.ofMillis(10))
                .until(() -> only(pair), c -> Math.min(c.sent(), c.received()) >= millis);
    }

    /** A listener and a connection to it. */
    private final class Pair {
        private final ServerSocketChannel listener;
        private final String host;
        private final SocketChannel client;
        private final SocketChannel server;

        Pair(ProtocolFamily family, String host) throws IOException {
            this.host = host;
            listener = ServerSocketChannel.open(family);
            open.add(listener);
            listener.bind(new InetSocketAddress(host, 0));
            client = SocketChannel.open(listener.getLocalAddress());
            open.add(client);
            server = listener.accept();
            open.add(server);
        }

        void another() throws IOException {
            open.add(SocketChannel.open(listener.getLocalAddress()));
            open.add(listener.accept());
        }

        int port() throws IOException {
            return ((InetSocketAddress) listener.getLocalAddress()).getPort();
        }

        void ask() throws IOException {
            client.write(ByteBuffer.wrap(new byte[10]));
            assertThat(server.read(ByteBuffer.allocate(10))).isEqualTo(10);
        }

        void answer() throws IOException {
            server.write(ByteBuffer.wrap(new byte[20]));
            assertThat(client.read(ByteBuffer.allocate(20))).isEqualTo(20);
        }

        @Override
        public String toString() {
            return host + " over " + listener;
        }
    }
}
