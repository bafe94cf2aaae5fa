package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.cli.demo.load.Load;
import io.github.deployctl.e2e.app.Conduct;
import io.github.deployctl.e2e.kit.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Candidates that never become ready, each in its own way: the push says why, and the live release is not touched. */
class FailingCandidateE2eIT extends E2eHost {
    private record Case(Conduct conduct, List<String> words) {}

    private static final List<Case> CASES = List.of(
            new Case(Conduct.EXITS_CLEANLY, List.of("exited with status 0", "odd 2.0.0 with pid")),
            new Case(Conduct.EXITS_WITH_ERROR, List.of("exited with status 3", "odd 2.0.0: the licence has expired")),
            new Case(Conduct.IS_KILLED, List.of("SIGKILL", "odd 2.0.0 with pid")),
            new Case(
                    Conduct.NEVER_READY,
                    List.of(
                            "ready.timeout",
                            "6s",
                            "/ready",
                            "500",
                            "thread dump:",
                            "\"HTTP-Dispatcher\"",
                            "it listens nowhere but on what it was handed")),
            new Case(
                    Conduct.NEVER_BINDS,
                    List.of("ready.timeout", "http", "thread dump:", "\"main\"", "OddServer.main")),
            new Case(Conduct.BINDS_ANOTHER_PORT, List.of("ready.timeout", "http", "it listens on:", "PORT+1")),
            new Case(Conduct.BINDS_ANOTHER_ADDRESS, List.of("ready.timeout", "http", "127.0.0.2:PORT")));

    @Test
    void thePushNamesTheCauseAndTheLiveReleaseServesOn() throws Exception {
        site.declare("ready: {http: /ready, timeout: 30s}");
        site.pushQuickly(jars.good("1.0.0"));
        long pid = site.agent().livePid();
        // Time for a JVM to start, at low priority beside the load, on a machine that is busy or stands still for a
        // while.
        site.declare("ready: {http: /ready, timeout: 6s}");
        Load load = load();
        for (Case each : CASES) {
            Outcome push = site.pushQuickly(jars.pack("2.0.0", each.conduct()));

            assertThat(push.exit()).as("%s: %s", each.conduct(), push.all()).isOne();
            assertThat(push.err())
                    .as("%s", each.conduct())
                    .contains("deployctl: ")
                    .contains("1.0.0");
            for (String word : each.words()) {
                String expected = word.replace("PORT+1", Integer.toString(site.port() + 1))
                        .replace("PORT", Integer.toString(site.port()));
                assertThat(push.err()).as("%s", each.conduct()).contains(expected);
            }
            assertThat(site.agent().livePid()).isEqualTo(pid);
            assertThat(site.page("/")).isEqualTo("demo 1.0.0");
        }
        assertThat(load.stop().lossDetails(10)).isEmpty();
        // A refused candidate has until stop.timeout to go.
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(appProcesses("2.0.0")).isEmpty());

        site.declare("");
        Outcome good = site.pushQuickly(jars.good("3.0.0"));
        assertThat(good.exit()).as(good.all()).isZero();
        assertThat(site.page("/")).isEqualTo("demo 3.0.0");
    }
}
