package io.github.deployctl.agent.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Lease;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.Checksum;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a lease while the agent is busy with something else than listening to whoever holds it. */
class LeaseHolderIT {
    private static final Duration SILENCE = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Request.Acquire LEASE = new Request.Acquire(null, Lease.Term.CONNECTION, null, true);
    private static final byte[] ARTIFACT = new byte[200_000];
    /** Just enough for one word on how far the agent is, so that none after it finds out that nobody is there. */
    private static final int BEGINNING = ARTIFACT.length / 20 + 1;

    private @TempDir Path folder;
    private ServedApp served;
    private Checksum artifact;

    private static Crowd.Limits limits(int requests) {
        return new Crowd.Limits(MINUTE, MINUTE, MINUTE, SILENCE, 32, requests);
    }

    @BeforeEach
    void serve() throws Exception {
        artifact = Checksum.of(new ByteArrayInputStream(ARTIFACT));
        served = ServedApp.start(folder, limits(24));
    }

    @AfterEach
    void close() throws Exception {
        served.close();
    }

    @Test
    void whoLivesIsHeardOfWhileItsArtifactIsFetched() throws Exception {
        try (SlowWeb web = new SlowWeb();
                ServedApp.Client client = served.connect()) {
            assertThat(client.ask(LEASE)).isInstanceOf(Reply.Leased.class);
            assertThat(client.ask(new Request.Fetch(artifact, web.url()))).isInstanceOf(Event.Fetched.class);
            // Longer than a silence may be.
            for (int i = 0; i < 12; i++) {
                client.breathe();
                TimeUnit.MILLISECONDS.sleep(SILENCE.toMillis() / 4);
            }
            web.goOn.countDown();

            assertThat(lastOf(client)).isEqualTo(new Reply.ArtifactPresent());
            assertThat(client.ask(new Request.LockStatus()))
                    .isInstanceOfSatisfying(
                            Reply.LockReport.class,
                            report -> assertThat(report.leases())
                                    .as("it holds it still")
                                    .hasSize(1));
        }
    }

    @Test
    void whoGoesDuringAFetchGivesItsLeaseBackAndTheFetchEnds() throws Exception {
        try (SlowWeb web = new SlowWeb()) {
            try (ServedApp.Client client = served.connect()) {
                assertThat(client.ask(LEASE)).isInstanceOf(Reply.Leased.class);
                assertThat(client.ask(new Request.Fetch(artifact, web.url()))).isInstanceOf(Event.Fetched.class);
            }
            awaitFree();

            web.goOn.countDown();
            await().until(() -> served.log.stream().anyMatch(line -> line.contains("the client has gone")));
            assertThat(served.incoming.holds(artifact)).isFalse();
        }
    }

    @Test
    void whoIsRefusedALeaseBecauseOfTooManyRequestsHasNothingElseDoneEither() throws Exception {
        try (ServedApp narrow = ServedApp.start(folder.resolve("narrow"), limits(1));
                SlowWeb web = new SlowWeb();
                ServedApp.Client busy = narrow.connect();
                ServedApp.Client refused = narrow.connect()) {
            assertThat(busy.ask(new Request.Fetch(artifact, web.url()))).isInstanceOf(Event.Fetched.class);
            assertThat(refused.ask(LEASE))
                    .isInstanceOfSatisfying(
                            Reply.Failed.class,
                            failed -> assertThat(failed.failure().message()).contains("too many requests"));
            web.goOn.countDown();
            assertThat(lastOf(busy)).isEqualTo(new Reply.ArtifactPresent());

            // What a client sends behind it without waiting.
            refused.send(new Request.Stop());
            refused.finish();

            assertThatThrownBy(refused::next).as("not a word on the stop").hasMessage(ServedApp.Client.HUNG_UP);
        }
    }

    @Test
    void whoTakesNoAnswersAndIsNotHeardOfLosesTheLease() throws Exception {
        try (ServedApp.Client client = served.connect()) {
            assertThat(client.ask(LEASE)).isInstanceOf(Reply.Leased.class);
            // More answers than a socket holds, and fewer questions.
            client.send(new Request.AgentStatus(), 2000);

            awaitFree();
        }
    }

    /** Nobody holds the lease any more, as somebody else sees it. */
    private void awaitFree() throws IOException {
        try (ServedApp.Client other = served.connect()) {
            await().untilAsserted(() -> assertThat(other.ask(new Request.LockStatus()))
                    .isInstanceOfSatisfying(
                            Reply.LockReport.class,
                            report -> assertThat(report.leases()).isEmpty()));
        }
    }

    private static Object lastOf(ServedApp.Client client) throws IOException {
        Object next = client.next();
        while (!(next instanceof Reply)) {
            next = client.next();
        }
        return next;
    }

    /** A web server that has sent the beginning of the artifact, and keeps the rest back. */
    private static final class SlowWeb implements AutoCloseable {
        private final CountDownLatch goOn = new CountDownLatch(1);
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final HttpServer server;

        SlowWeb() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(threads);
            server.createContext("/shop.jar", exchange -> {
                try (exchange) {
                    exchange.sendResponseHeaders(200, ARTIFACT.length);
                    exchange.getResponseBody().write(ARTIFACT, 0, BEGINNING);
                    exchange.getResponseBody().flush();
                    goOn.await();
                    exchange.getResponseBody().write(ARTIFACT, BEGINNING, ARTIFACT.length - BEGINNING);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/shop.jar";
        }

        @Override
        public void close() {
            goOn.countDown();
            server.stop(0);
            threads.shutdownNow();
        }
    }
}
