package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.e2e.kit.KeptConnection;
import io.github.deployctl.e2e.kit.Outcome;
import io.github.deployctl.e2e.kit.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Connections that clients keep: they are told to go with the next answer, and those that ask nothing do not hold a drain. */
class KeepAliveE2eIT extends E2eHost {
    @Test
    void aKeptConnectionIsToldToCloseInItsNextAnswerAndInNoOther() throws Exception {
        site.declare("standby: 10m");
        site.pushQuickly(jars.good("1.0.0"));
        try (KeptConnection used = KeptConnection.open(site.port());
                KeptConnection first = KeptConnection.open(site.port());
                KeptConnection slow = KeptConnection.open(site.port())) {
            for (int i = 0; i < 3; i++) {
                assertThat(used.get("/").head()).doesNotContain("Connection:");
            }
            assertThat(slow.get("/").body()).isEqualTo("demo 1.0.0");
            slow.ask("/slow?millis=6000");
            CompletableFuture<Outcome> push = CompletableFuture.supplyAsync(() -> pushQuickly("2.0.0"));
            // The new one accepts before the old one is told to drain: what one connection hears, all hear from then
            // on.
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> first.get("/").head().contains("Connection: close"));
            assertThat(site.page("/")).isEqualTo("demo 2.0.0");

            KeptConnection.Answer told = used.get("/");
            assertThat(told.body()).isEqualTo("demo 1.0.0");
            assertThat(told.head()).containsOnlyOnce("Connection: close");
            // A client that does not listen is served all the same.
            assertThat(used.get("/").body()).isEqualTo("demo 1.0.0");
            assertThat(slow.answer().body()).isEqualTo("demo 1.0.0\n".repeat(10));
            assertThat(push.get().exit()).as(push.get().all()).isZero();
        }
    }

    @Test
    void anIdleConnectionDoesNotHoldADrainAndIsStillServedByTheStandby() throws Exception {
        site.declare("standby: 10m\ndrain: {timeout: 60s}");
        site.pushQuickly(jars.good("1.0.0"));
        try (KeptConnection idle = KeptConnection.open(site.port())) {
            assertThat(idle.get("/").body()).isEqualTo("demo 1.0.0");
            Outcome push = pushQuickly("2.0.0");
            assertThat(push.exit()).as(push.all()).isZero();
            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(
                            () -> assertThat(site.quickly("status").out()).contains("standby"));
            KeptConnection.Answer late = idle.get("/");
            assertThat(late.body()).isEqualTo("demo 1.0.0");
            assertThat(late.head()).containsOnlyOnce("Connection: close");
        }
    }

    @Test
    void anIdleConnectionDoesNotKeepAnOldProcessWithoutStandby() throws Exception {
        site.declare("drain: {timeout: 60s}");
        site.pushQuickly(jars.good("1.0.0"));
        long old = site.agent().livePid();
        try (KeptConnection idle = KeptConnection.open(site.port())) {
            assertThat(idle.get("/").body()).isEqualTo("demo 1.0.0");
            Outcome push = pushQuickly("2.0.0");
            assertThat(push.exit()).as(push.all()).isZero();
            await().atMost(Duration.ofSeconds(20)).until(() -> !Processes.isAlive(old));
            assertThat(idle.isClosedByServer()).isTrue();
        }
    }

    private Outcome pushQuickly(String version) {
        try {
            return site.pushQuickly(jars.good(version));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
