package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.e2e.app.Conduct;
import io.github.deployctl.e2e.kit.Outcome;
import io.github.deployctl.e2e.kit.Processes;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What happens to requests that are under way when the traffic moves, and to processes that do not want to go. */
class DrainE2eIT extends E2eHost {
    @Test
    void aSlowRequestEndsWhereItBeganWhileNewOnesGoToTheNewRelease() throws Exception {
        site.pushQuickly(jars.good("1.0.0"));
        SlowRequest slow = SlowRequest.start(site.port(), Duration.ofSeconds(10));
        CompletablePush push = new CompletablePush();
        push.start();
        await().atMost(Duration.ofSeconds(20)).until(() -> site.page("/").equals("demo 2.0.0"));

        assertThat(slow.isUnderWay()).isTrue();
        assertThat(slow.body()).isEqualTo("demo 1.0.0\n".repeat(10));
        Outcome outcome = push.outcome();
        assertThat(outcome.exit()).as(outcome.all()).isZero();
    }

    @Test
    void aRequestThatOutlastsTheDrainIsCutAndItsProcessEnded() throws Exception {
        site.declare("drain: {timeout: 2s}");
        site.pushQuickly(jars.good("1.0.0"));
        long old = site.agent().livePid();
        // Ten pieces, closer together than what is taken for the pause of an idle connection.
        SlowRequest slow = SlowRequest.start(site.port(), Duration.ofSeconds(18));

        long start = System.nanoTime();
        Outcome push = site.pushQuickly(jars.good("2.0.0"));
        assertThat(push.exit()).as(push.all()).isZero();
        assertThat(site.page("/")).isEqualTo("demo 2.0.0");
        // 2 s of drain, then at most 5 s from SIGTERM to SIGKILL; the start of the new JVM comes on top.
        await().atMost(Duration.ofSeconds(15)).until(() -> !Processes.isAlive(old));
        assertThat(slow.isCut()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(15));
    }

    @Test
    void anIdleConnectionHoldsNoDrain() throws Exception {
        site.declare("drain: {timeout: 60s}");
        site.pushQuickly(jars.good("1.0.0"));
        try (Socket idle = new Socket(InetAddress.getLoopbackAddress(), site.port())) {
            idle.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(idle.getInputStream().read()).isEqualTo('H');
            long start = System.nanoTime();
            Outcome push = site.pushQuickly(jars.good("2.0.0"));
            assertThat(push.exit()).as(push.all()).isZero();
            assertThat(push.all()).contains("1 idle left open").contains("drained 1/1 in");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as(push.all())
                    .isLessThan(Duration.ofSeconds(40));
        }
    }

    @Test
    void anAppThatSwallowsSigtermIsKilledAfterTheStopTimeout() throws Exception {
        site.declare("stop: {timeout: 2s}");
        site.pushQuickly(jars.pack("1.0.0", Conduct.SWALLOWS_SIGTERM));
        long old = site.agent().livePid();
        Outcome push = site.pushQuickly(jars.good("2.0.0"));
        assertThat(push.exit()).as(push.all()).isZero();
        await().atMost(Duration.ofSeconds(15)).until(() -> !Processes.isAlive(old));
        assertThat(site.agent().log()).contains("SIGKILL");
        assertThat(site.page("/")).isEqualTo("demo 2.0.0");
        assertThat(Processes.zombiesOf(site.agent().pid())).isZero();
    }

    /** A push that runs beside the test. */
    private final class CompletablePush {
        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

        void start() {
            Thread thread = new Thread(
                    () -> {
                        try {
                            outcome.complete(site.pushQuickly(jars.good("2.0.0")));
                        } catch (Exception e) {
                            outcome.completeExceptionally(e);
                        }
                    },
                    "push");
            thread.setDaemon(true);
            thread.start();
        }

        Outcome outcome() throws Exception {
            return outcome.get(60, TimeUnit.SECONDS);
        }
    }
}
