package io.github.deployctl.cli.demo.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.cli.fixture.HeldPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The load client against servers that misbehave in one known way each: what it reports must be that way, and nothing else. */
class LoadIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Test
    void everyRequestToAnHonestServerCounts() throws Exception {
        AtomicInteger answered = new AtomicInteger();
        try (RudeServer server = new RudeServer(peer -> {
            for (String body = peer.request(); !body.isEmpty(); body = peer.request()) {
                // Before the client can know, so that no request that it has counted is missing here.
                answered.incrementAndGet();
                peer.answer(body);
            }
        })) {
            LoadResult result = run(plan(server, 2, 2, 400), () -> answered.get() >= 60);

            assertThat(result.lossDetails(5)).isEmpty();
            assertThat(result.requests()).isEqualTo(answered.get());
            assertThat(result.answers()).containsExactly("demo 1.0.0");
            // Two workers open a connection for each request, two keep theirs.
            assertThat(server.connections()).isBetween(answered.get() / 4, answered.get());
        }
    }

    @Test
    void chunkedAnswersAreRead() throws Exception {
        try (RudeServer server = new RudeServer(peer -> {
            for (String body = peer.request(); !body.isEmpty(); body = peer.request()) {
                peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n" + body.substring(0, 5) + "\r\n"
                        + Integer.toHexString(body.length() - 5) + "\r\n" + body.substring(5) + "\r\n0\r\n\r\n");
            }
        })) {
            Load load = Load.start(plan(server, 0, 1, 100));
            await().until(() -> server.connections() == 1);
            await().pollDelay(Duration.ofMillis(200)).until(() -> true);

            LoadResult result = load.stop();
            assertThat(result.lossDetails(5)).isEmpty();
            assertThat(result.requests()).isPositive();
            assertThat(server.connections()).isOne();
        }
    }

    @Test
    void aClosedPortIsRefused() throws Exception {
        try (HeldPort nobody = new HeldPort()) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), nobody.number());
            Load load = Load.start(new LoadPlan(address, 1, 1, 100, PATIENCE, LIMIT));
            await().pollDelay(Duration.ofMillis(300)).until(() -> true);
            assertOnly(load.stop(), Loss.REFUSED);
        }
    }

    @Test
    void aResetInsteadOfAnAnswerIsReset() throws Exception {
        assertEveryRequestIs(Loss.RESET, peer -> {
            peer.request();
            peer.reset();
        });
    }

    @Test
    void aResetBeforeTheRequestIsReadIsReset() throws Exception {
        assertEveryRequestIs(Loss.RESET, RudeServer.Peer::reset);
    }

    @Test
    void aCloseWithoutAnAnswerIsReset() throws Exception {
        assertEveryRequestIs(Loss.RESET, RudeServer.Peer::request);
    }

    @Test
    void aCloseWithinTheBodyIsTruncated() throws Exception {
        assertEveryRequestIs(Loss.TRUNCATED, peer -> {
            peer.request();
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\ndemo 1.0");
        });
    }

    @Test
    void aCloseWithinTheHeadIsTruncated() throws Exception {
        assertEveryRequestIs(Loss.TRUNCATED, peer -> {
            peer.request();
            peer.send("HTTP/1.1 200 OK\r\nContent-Le");
        });
    }

    @Test
    void aCloseBeforeTheLastChunkIsTruncated() throws Exception {
        assertEveryRequestIs(Loss.TRUNCATED, peer -> {
            String body = peer.request();
            peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(body.length())
                    + "\r\n" + body + "\r\n");
        });
    }

    @Test
    void anAnswerWithoutAnnouncedEndIsTruncated() throws Exception {
        assertEveryRequestIs(Loss.TRUNCATED, peer -> peer.send("HTTP/1.1 200 OK\r\n\r\n" + peer.request()));
    }

    @Test
    void silenceIsTimedOut() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (RudeServer server = new RudeServer(peer -> over.await())) {
            LoadPlan plan = new LoadPlan(server.address(), 2, 2, 100, Duration.ofMillis(200), LIMIT);
            assertOnly(run(plan, () -> server.connections() >= 8), Loss.TIMED_OUT);
        } finally {
            over.countDown();
        }
    }

    @Test
    void aTrickleIsTimedOutToo() throws Exception {
        try (RudeServer server = new RudeServer(peer -> {
            peer.request();
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
            CountDownLatch never = new CountDownLatch(1);
            while (!never.await(20, TimeUnit.MILLISECONDS)) {
                peer.send("x");
            }
        })) {
            LoadPlan plan = new LoadPlan(server.address(), 2, 0, 100, Duration.ofMillis(200), LIMIT);
            assertOnly(run(plan, () -> server.connections() >= 4), Loss.TIMED_OUT);
        }
    }

    @Test
    void anotherBodyOfTheSameLengthIsWrong() throws Exception {
        assertEveryRequestIs(Loss.WRONG_BODY, peer -> {
            String body = peer.request();
            peer.answer("?" + body.substring(1));
        });
    }

    @Test
    void bytesAfterAnAnswerAreWrong() throws Exception {
        try (RudeServer server = new RudeServer(peer -> {
            for (String body = peer.request(); !body.isEmpty(); body = peer.request()) {
                peer.answer(body);
                peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
            }
        })) {
            // The second request finds what the first left.
            LoadResult result = run(plan(server, 0, 1, 20), () -> server.connections() >= 2);
            assertThat(result.losses().get(Loss.WRONG_BODY)).isPositive();
            assertThat(result.losses().get(Loss.WRONG_BODY)).isEqualTo(result.lost());
        }
    }

    @Test
    void anErrorStatusIsBad() throws Exception {
        assertEveryRequestIs(Loss.BAD_STATUS, peer -> {
            String body = peer.request();
            peer.send("HTTP/1.1 503 Busy\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        });
    }

    @Test
    void anAnswerThatIsNoHttpIsBad() throws Exception {
        assertEveryRequestIs(Loss.BAD_STATUS, peer -> {
            peer.request();
            peer.send("SSH-2.0-nonsense\r\n\r\n");
        });
    }

    @Test
    void anAnnouncedCloseIsNoLoss() throws Exception {
        try (RudeServer server = new RudeServer(peer -> {
            String body = peer.request();
            peer.send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        })) {
            LoadResult result = run(plan(server, 0, 2, 100), () -> server.connections() >= 10);

            assertThat(result.lossDetails(5)).isEmpty();
            assertThat(result.closedIdle()).isZero();
            assertThat(result.requests()).isEqualTo(server.connections());
        }
    }

    @Test
    void aCloseBetweenRequestsIsCountedApart() throws Exception {
        // One request a second: the close has long arrived when the next one is due.
        try (RudeServer server = new RudeServer(peer -> peer.answer(peer.request()))) {
            LoadResult result = run(plan(server, 0, 2, 2), () -> server.connections() >= 4);

            assertThat(result.lossDetails(5)).isEmpty();
            assertThat(result.closedIdle()).isBetween(2, server.connections());
        }
    }

    @Test
    void aKeptConnectionThatDiesUnderItsSecondRequestIsReset() throws Exception {
        try (RudeServer server = new RudeServer(peer -> {
            peer.answer(peer.request());
            peer.request();
        })) {
            LoadResult result = run(plan(server, 0, 1, 50), () -> server.connections() >= 4);

            assertThat(result.losses().get(Loss.RESET))
                    .isEqualTo(result.lost())
                    .isBetween(server.connections() - 1L, (long) server.connections());
        }
    }

    @Test
    void theLongestWaitIsTheSlowOnesAndOnlyWithinItsSpan() throws Exception {
        AtomicBoolean slow = new AtomicBoolean();
        AtomicBoolean wasSlow = new AtomicBoolean();
        CountDownLatch never = new CountDownLatch(1);
        try (RudeServer server = new RudeServer(peer -> {
            for (String body = peer.request(); !body.isEmpty(); body = peer.request()) {
                boolean waits = slow.getAndSet(false);
                if (waits) {
                    never.await(700, TimeUnit.MILLISECONDS);
                }
                peer.answer(body);
                wasSlow.compareAndSet(false, waits);
            }
        })) {
            Load load = Load.start(plan(server, 2, 2, 100));
            await().until(() -> server.connections() > 10);
            long before = System.nanoTime();
            int then = server.connections();
            // What was under way has its answer: none of it can be the slow one.
            await().until(() -> server.connections() > then + 10);
            slow.set(true);
            await().until(wasSlow::get);
            // The client has the answer by then too.
            await().pollDelay(Duration.ofMillis(500)).until(() -> true);
            long after = System.nanoTime();
            int seen = server.connections();
            await().until(() -> server.connections() > seen + 10);
            LoadResult result = load.stop();

            double longest = result.during(before, after).longestWaitMillis();
            assertThat(longest).isBetween(700.0, 5_000.0);
            assertThat(result.during(before - 1_000_000_000, before - 1).longestWaitMillis())
                    .isLessThan(longest);
            assertThat(result.during(before, after).requests()).isLessThan(result.requests());
        }
    }

    @Test
    void whatThisMachineRefusesIsNoLossButAFailure() throws Exception {
        InetSocketAddress nowhere = InetSocketAddress.createUnresolved("nowhere.invalid", 80);
        Load load = Load.start(new LoadPlan(nowhere, 1, 0, 10, PATIENCE, LIMIT));
        await().pollDelay(Duration.ofMillis(100)).until(() -> true);

        assertThatThrownBy(load::stop).isInstanceOf(IOException.class).hasMessageContaining("on this machine");
    }

    private static void assertEveryRequestIs(Loss loss, RudeServer.Manner manner) throws Exception {
        try (RudeServer server = new RudeServer(manner)) {
            assertOnly(run(plan(server, 2, 2, 200), () -> server.connections() >= 12), loss);
        }
    }

    private static void assertOnly(LoadResult result, Loss loss) {
        Map<Loss, Long> expected = new EnumMap<>(Loss.class);
        for (Loss each : Loss.values()) {
            expected.put(each, each == loss ? result.requests() : 0);
        }
        assertThat(result.requests()).isPositive();
        assertThat(result.losses()).as("%s", result.lossDetails(5)).isEqualTo(expected);
    }

    private static LoadPlan plan(RudeServer server, int fresh, int keepAlive, int rate) {
        return new LoadPlan(server.address(), fresh, keepAlive, rate, PATIENCE, LIMIT);
    }

    private static LoadResult run(LoadPlan plan, Callable<Boolean> enough) throws Exception {
        Load load = Load.start(plan);
        await().atMost(LIMIT).until(enough);
        return load.stop();
    }
}
