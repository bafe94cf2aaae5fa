package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.cli.demo.DemoJars;
import io.github.deployctl.cli.demo.load.Load;
import io.github.deployctl.cli.demo.load.LoadPlan;
import io.github.deployctl.cli.demo.load.LoadResult;
import io.github.deployctl.e2e.kit.Counts;
import io.github.deployctl.e2e.kit.Outcome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A hundred hand-overs without a pause while clients ask: nobody notices, and nothing is left behind in the agent. */
class SwapsUnderLoadE2eIT extends E2eHost {
    private static final int SWAPS = 100;

    @Test
    void aHundredSwapsLoseNothingAndLeaveNothingBehind() throws Exception {
        // Every restart launches 1.0.0 as it was pushed: at low priority, which on a busy machine takes three seconds
        // more than the pushes.
        site.declare("standby: 10m\nstart-priority: low");
        DemoJars demo = new DemoJars(site.folder());
        Path one = demo.working("1.0.0");
        Path two = demo.working("2.0.0");
        // Once round, so that what the agent loads and opens only once is there in both counts.
        assertSwapped(site.pushQuickly(one));
        site.declare("standby: 10m");
        assertSwapped(site.pushQuickly(two));
        assertSwapped(site.quickly("rollback"));
        assertSwapped(site.quickly("restart"));
        Counts before = settledCounts();

        InetSocketAddress target = new InetSocketAddress(InetAddress.getLoopbackAddress(), site.port());
        Load load = Load.start(LoadPlan.of(target, 300, Duration.ofMinutes(4)));
        int pushes = 0;
        int rollbacks = 0;
        int restarts = 0;
        while (pushes + rollbacks + restarts < SWAPS) {
            // 1.0.0 is live: to 2.0.0, back to the warm 1.0.0, and a fresh JVM of it.
            // It was left by a rollback, so it takes force.
            assertSwapped(site.quickly("push", "--force", "--artifact", two.toString()));
            pushes++;
            assertSwapped(site.quickly("rollback"));
            rollbacks++;
            if (pushes % 2 == 0) {
                assertSwapped(site.quickly("restart"));
                restarts++;
            }
        }
        LoadResult result = load.stop();

        System.out.printf(
                "swaps: %d pushes, %d rollbacks, %d restarts; %d requests at %.0f/s, longest wait %.0f ms, closed idle %d%n",
                pushes,
                rollbacks,
                restarts,
                result.requests(),
                result.requestsPerSecond(),
                result.longestWaitMillis(),
                result.closedIdle());
        assertThat(result.lossDetails(10)).isEmpty();
        assertThat(result.lost()).isZero();
        assertThat(result.requests()).isGreaterThan(SWAPS * 50L);
        assertThat(result.answers()).containsExactly("demo 1.0.0", "demo 2.0.0");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(Counts.of(site.agent().pid())).isEqualTo(before));
        assertThat(before.zombies()).isZero();
    }

    /** Counts twice the same in a row, so that what the last command left is gone. */
    private Counts settledCounts() throws Exception {
        Counts[] last = {Counts.of(site.agent().pid())};
        await().pollInterval(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    Counts now = Counts.of(site.agent().pid());
                    boolean same = now.equals(last[0]);
                    last[0] = now;
                    return same;
                });
        return last[0];
    }

    private static void assertSwapped(Outcome outcome) {
        assertThat(outcome.exit()).as(outcome.all()).isZero();
        assertThat(outcome.out()).as(outcome.all()).doesNotContain("already live");
    }
}
