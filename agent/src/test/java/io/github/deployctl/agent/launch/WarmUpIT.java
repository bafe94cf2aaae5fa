package io.github.deployctl.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.release.Release;
import io.github.deployctl.agent.state.RunningProcess;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.config.ProbeAddress;
import io.github.deployctl.common.config.StartUp;
import io.github.deployctl.common.config.Warmup;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.common.release.Checksum;
import io.github.deployctl.common.release.ReleaseId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real server on loopback stands for a candidate that is ready. */
@Timeout(20)
class WarmUpIT {
    private static final Duration PLENTY = Duration.ofSeconds(15);
    private static final WarmUp.Pause NONE = time -> {};

    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final Set<InetSocketAddress> connections = ConcurrentHashMap.newKeySet();
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final CountDownLatch never = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, 200));
        // An answer in one piece does not wait for the acknowledgement of another, as hundreds of them otherwise do.
        server.createContext("/short", exchange -> {
            note(exchange);
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.createContext("/broken", exchange -> answer(exchange, 500));
        server.createContext("/hangs", exchange -> {
            note(exchange);
            hang();
        });
        server.createContext("/aborts", exchange -> {
            note(exchange);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        never.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void asManyAreSentAsWantedOverAFewConnections() throws Exception {
        WarmUp.Outcome outcome = warmUp(new Warmup(100, List.of())).run(PLENTY, NONE);
        assertThat(outcome.requests()).isEqualTo(100);
        assertThat(outcome.answered()).isEqualTo(100);
        assertThat(outcome.isCutShort()).isFalse();
        assertThat(asked.get("/")).hasValue(100);
        // Two at a time, of 16 requests each.
        assertThat(connections).hasSizeBetween(100 / 16, 100 / 16 + 2);
    }

    @Test
    void betweenRoundsItPauses() throws Exception {
        List<Integer> pauses = new ArrayList<>();
        WarmUp.Outcome outcome = warmUp(new Warmup(1200, List.of("/short"))).run(PLENTY, time -> {
            assertThat(time).isPositive().isLessThan(PLENTY);
            pauses.add(asked.getOrDefault("/short", new AtomicInteger()).get());
        });
        assertThat(outcome.requests()).isEqualTo(1200);
        assertThat(pauses).containsExactly(500, 1000);
    }

    @Test
    void aPauseThatTakesAllItsTimeLeavesNoneToTheRestOfTheRequests() throws Exception {
        WarmUp.Outcome outcome = warmUp(new Warmup(1200, List.of("/short")))
                .run(Duration.ofSeconds(2), time -> Thread.sleep(time.toMillis() + 1));
        assertThat(outcome.isCutShort()).isTrue();
        assertThat(outcome.requests()).isLessThanOrEqualTo(500);
    }

    @Test
    void itAsksAsProgramsAndBrowsersDo() throws Exception {
        warmUp(new Warmup(30, List.of())).run(PLENTY, NONE);
        assertThat(accepted).contains("none", "*/*").anyMatch(accept -> accept.startsWith("text/html"));
    }

    @Test
    void pathsAreAskedInTurn() throws Exception {
        warmUp(new Warmup(10, List.of("/a?b=c", "/d", "/e"))).run(PLENTY, NONE);
        assertThat(asked.get("/a?b=c")).hasValue(4);
        assertThat(asked.get("/d")).hasValue(3);
        assertThat(asked.get("/e")).hasValue(3);
    }

    @Test
    void whatIsAnsweredDoesNotMatter() throws Exception {
        WarmUp.Outcome outcome =
                warmUp(new Warmup(20, List.of("/broken", "/aborts"))).run(PLENTY, NONE);
        assertThat(outcome.requests()).isEqualTo(20);
        assertThat(outcome.answered()).isEqualTo(10);
    }

    @Test
    void itEndsAtItsDeadlineThoughNothingAnswers() throws Exception {
        WarmUp.Outcome outcome = warmUp(new Warmup(1000, List.of("/hangs"))).run(Duration.ofMillis(300), NONE);
        assertThat(outcome.isCutShort()).isTrue();
        assertThat(outcome.answered()).isZero();
        assertThat(outcome.millis()).isBetween(250L, 5_000L);
    }

    @Test
    void itEndsAtItsDeadlineThoughAHeadComesByteByByte() throws Exception {
        try (ServerSocket dripping = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            threads.execute(() -> drip(dripping));
            WarmUp warmUp = of(new Warmup(1, List.of()), Map.of("http", dripping.getLocalPort()), Optional.empty())
                    .orElseThrow();
            assertThat(warmUp.run(Duration.ofMillis(300), NONE).answered()).isZero();
        }
    }

    /** A head that would take half an hour to be too long. */
    private static void drip(ServerSocket server) {
        try (Socket one = server.accept()) {
            OutputStream out = one.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            while (!Thread.currentThread().isInterrupted()) {
                out.write('x');
                Thread.sleep(100);
            }
        } catch (IOException e) {
            return; // The warm-up has left.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void withoutTimeNothingIsSent() throws Exception {
        assertThat(warmUp(new Warmup(10, List.of())).run(Duration.ZERO, NONE).requests())
                .isZero();
        assertThat(asked).isEmpty();
    }

    @Test
    void anInterruptEndsItAtOnce() {
        WarmUp warmUp = warmUp(new Warmup(10, List.of("/hangs")));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> warmUp.run(PLENTY, NONE)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void nobodyListensAnyMore() throws Exception {
        WarmUp warmUp = warmUp(new Warmup(10, List.of()));
        server.stop(0);
        WarmUp.Outcome outcome = warmUp.run(PLENTY, NONE);
        assertThat(outcome.requests()).isEqualTo(10);
        assertThat(outcome.answered()).isZero();
    }

    private WarmUp warmUp(Warmup wanted) {
        int port = server.getAddress().getPort();
        return of(wanted, Map.of("http", port), Optional.empty()).orElseThrow();
    }

    static Optional<WarmUp> of(@Nullable Warmup wanted, Map<String, Integer> privates, Optional<ProbeAddress> own) {
        Declaration declaration = Declaration.of(new AppName("shop"), Map.of("http", ListenAddress.parse("8080")))
                .with(new StartUp(StartUp.Priority.LOW, true, wanted));
        RunningProcess running = new RunningProcess(
                "token", new ProcessId(1, 1), List.of("http"), privates, Instant.parse("2026-01-01T00:00:00Z"));
        Release release = new Release(new ReleaseId("1.0.0"), checksum(), 1, declaration);
        return WarmUp.of(new Candidate(1, release, running, own), List.of());
    }

    private static Checksum checksum() {
        try {
            return Checksum.of(new ByteArrayInputStream(new byte[0]));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void note(HttpExchange exchange) {
        connections.add(exchange.getRemoteAddress());
        String accept = exchange.getRequestHeaders().getFirst("Accept");
        accepted.add(accept == null ? "none" : accept);
        asked.computeIfAbsent(exchange.getRequestURI().toString(), path -> new AtomicInteger())
                .incrementAndGet();
    }

    private void answer(HttpExchange exchange, int status) throws IOException {
        note(exchange);
        byte[] body = "0123456789".repeat(500).getBytes(StandardCharsets.UTF_8);
        // A body of unknown length is chunked.
        exchange.sendResponseHeaders(status, exchange.getRequestURI().getPath().equals("/d") ? 0 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void hang() {
        try {
            never.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
