package io.github.deployctl.agent.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.agent.maintenance.Doorkeeper.Door;
import io.github.deployctl.agent.os.Fd;
import io.github.deployctl.agent.os.OsException;
import io.github.deployctl.agent.os.PrivateListener;
import io.github.deployctl.agent.os.Streams;
import io.github.deployctl.agent.posix.Posix;
import io.github.deployctl.common.protocol.Notice;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The responder on real sockets, with callers that mean it no good. */
@Timeout(60)
class HttpDoorkeeperIT {
    private static final Posix POSIX = Posix.load();
    private static final String PAGE = "<p>closed \u2014 back at noon</p>";

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Faulty streams = new Faulty();
    private final HttpDoorkeeper keeper = new HttpDoorkeeper(streams, log::add);
    private final List<Socket> sockets = new ArrayList<>();
    private final Answers answers = new Answers(notice(PAGE.getBytes(StandardCharsets.UTF_8)));
    private Fd listener;
    private int port;

    private static Notice notice(byte[] page) {
        return new Notice(Base64.getEncoder().encodeToString(page), "text/html; charset=utf-8", 90, List.of());
    }

    @BeforeEach
    void open() throws Exception {
        PrivateListener opened = POSIX.listeners().openPrivate();
        listener = opened.fd();
        port = opened.port();
        keeper.attend(List.of(new Door(listener, true)), answers);
    }

    @AfterEach
    void close() throws Exception {
        for (Socket socket : sockets) {
            socket.close();
        }
        keeper.rest(Duration.ofSeconds(20));
        listener.close();
        assertThat(log).isEmpty();
    }

    @Test
    void everybodyGetsThePageAndTheEndOfTheConnection() throws Exception {
        for (int i = 0; i < 50; i++) {
            String answer = ask("GET /?" + i + " HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(answer)
                    .startsWith("HTTP/1.1 503 Service Unavailable\r\n")
                    .contains("\r\nRetry-After: 90\r\n", "\r\nConnection: close\r\n", "\r\nCache-Control: no-store\r\n")
                    .contains("\r\nContent-Length: " + PAGE.getBytes(StandardCharsets.UTF_8).length + "\r\n")
                    .endsWith("\r\n\r\n" + PAGE);
        }
        assertThat(ask("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n"))
                .startsWith("HTTP/1.1 503 ")
                .endsWith("\r\n\r\n");
    }

    @Test
    void whoStillSendsABodyGetsTheAnswerAllTheSame() throws Exception {
        int body = 20_000_000;
        Socket socket = connect();
        OutputStream out = socket.getOutputStream();
        out.write(("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + body + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        byte[] piece = new byte[100_000];
        for (int i = 0; i < body; i += piece.length) {
            out.write(piece);
        }
        assertThat(read(socket)).startsWith("HTTP/1.1 503 ").endsWith(PAGE);
    }

    @Test
    void whoClosesHisHalfFirstGetsTheAnswer() throws Exception {
        Socket socket = connect();
        socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        socket.shutdownOutput();
        assertThat(read(socket)).startsWith("HTTP/1.1 503 ").endsWith(PAGE);
    }

    @Test
    void aLargePageReachesASlowReader() throws Exception {
        byte[] large = "x".repeat(Notice.LARGEST_PAGE).getBytes(StandardCharsets.US_ASCII);
        keeper.attend(List.of(new Door(listener, true)), new Answers(notice(large)));
        await().until(() -> ask("GET / HTTP/1.1\r\n\r\n").endsWith("x"));
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(4096);
        socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(read(socket)).hasSizeGreaterThan(Notice.LARGEST_PAGE).endsWith("x");
    }

    @Test
    void whatIsNoRequestIsRefusedShortly() throws Exception {
        assertThat(ask("GET / HTTP/1.1\r\na: " + "b".repeat(Head.LONGEST))).startsWith("HTTP/1.1 431 ");
        assertThat(ask("hello\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(ask("\u0000\u0001\u0002")).isEmpty();
        assertThat(ask("\u0016\u0003\u0001\u0002")).isEqualTo("\u0015\u0003\u0001\u0000\u0002\u0002P");
        assertThat(ask("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")).hasSize(26);
        Socket gone = connect();
        gone.setSoLinger(true, 0);
        gone.getOutputStream().write("GET / HTT".getBytes(StandardCharsets.US_ASCII));
        gone.close();
        assertThat(ask("GET / HTTP/1.1\r\n\r\n")).endsWith(PAGE);
    }

    @Test
    void slowCallersKeepNobodyFromTheAnswer() throws Exception {
        List<Socket> slow = new ArrayList<>();
        long begun = 0;
        for (int i = 0; i < Attendance.MOST + 100; i++) {
            Socket socket = connect();
            begun = System.nanoTime();
            socket.getOutputStream().write('G');
            slow.add(socket);
        }
        assertThat(ask("GET / HTTP/1.1\r\n\r\n")).endsWith(PAGE);
        // Its time runs from its first byte on, whatever follows.
        Socket last = slow.get(slow.size() - 1);
        await().atMost(Caller.HEAD.plusSeconds(20))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    try {
                        last.getOutputStream().write('G');
                        return last.getInputStream().available() > 0;
                    } catch (SocketException ended) {
                        return true;
                    }
                });
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Caller.HEAD.dividedBy(2));
        assertThat(read(last)).startsWith("HTTP/1.1 408 ");
    }

    @Test
    void afterADefectThoseWhoComeNextAreAnswered() throws Exception {
        assertThat(ask("GET / HTTP/1.1\r\n\r\n")).endsWith(PAGE);
        for (Throwable defect : List.of(new IllegalStateException("odd"), new OutOfMemoryError("none"))) {
            streams.defect = defect;
            await().until(() -> streams.defect == null);
            assertThat(ask("GET / HTTP/1.1\r\n\r\n")).endsWith(PAGE);
        }
        assertThat(log).hasSize(2).allMatch(line -> line.startsWith("maintenance: a defect: "));
        log.clear();
    }

    @Test
    void aListenerThatIsNotAnsweredOnIsClosedOn() throws Exception {
        keeper.attend(List.of(new Door(listener, false)), answers);
        await().until(() -> ask("GET / HTTP/1.1\r\n\r\n").isEmpty());
    }

    @Test
    void afterTheEndConnectionsWaitForWhoeverAcceptsNext() throws Exception {
        keeper.rest(Duration.ofSeconds(20));
        Socket waiting = connect();
        waiting.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        await().until(() -> POSIX.listeners().queue(listener).waiting() == 1);
        keeper.attend(List.of(new Door(listener, true)), answers);
        assertThat(read(waiting)).endsWith(PAGE);
    }

    @Test
    void aListenerThatIsShutDownIsLetGoOf() throws Exception {
        PrivateListener other = POSIX.listeners().openPrivate();
        keeper.attend(List.of(new Door(listener, true), new Door(other.fd(), true)), answers);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), other.port())) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(read(socket)).endsWith(PAGE);
        }
        POSIX.listeners().shutDown(other.fd());
        assertThat(ask("GET / HTTP/1.1\r\n\r\n")).endsWith(PAGE);
        keeper.attend(List.of(new Door(listener, true)), answers);
        assertThat(ask("GET / HTTP/1.1\r\n\r\n")).endsWith(PAGE);
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        sockets.add(socket);
        socket.setSoTimeout(20_000);
        return socket;
    }

    private String ask(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1)
                    .replace(new String(PAGE.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1), PAGE);
        }
    }

    private static String read(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The kernel's, but for one wait that fails. */
    private static final class Faulty implements Streams {
        private final Streams real = POSIX.streams();
        private volatile @Nullable Throwable defect;

        @Override
        public <T extends Waiter> List<T> await(List<T> waiters, Duration most) throws OsException {
            Throwable now = defect;
            defect = null;
            if (now instanceof Error error) {
                throw error;
            }
            if (now instanceof RuntimeException exception) {
                throw exception;
            }
            return real.await(waiters, most);
        }

        @Override
        public Fd copy(Fd given) throws OsException {
            return real.copy(given);
        }

        @Override
        public Optional<Fd> accept(Fd given) throws OsException {
            return real.accept(given);
        }

        @Override
        public int receive(Fd connection, byte[] into) throws OsException {
            return real.receive(connection, into);
        }

        @Override
        public int send(Fd connection, byte[] bytes, int offset) throws OsException {
            return real.send(connection, bytes, offset);
        }

        @Override
        public void finish(Fd connection) {
            real.finish(connection);
        }
    }
}
