package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.deployctl.cli.demo.load.Load;
import io.github.deployctl.e2e.kit.MemoryGroup;
import io.github.deployctl.e2e.kit.Outcome;
import io.github.deployctl.e2e.kit.Processes;
import io.github.deployctl.e2e.kit.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A standby whose processes are stopped: what is asked of it, and who may die meanwhile. */
class FrozenStandbyE2eIT extends E2eHost {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long ALMOST_NOTHING = 12L << 20;

    @Test
    void aFrozenStandbyServesAgainAfterItsAgentWasKilledAndEndsWithAStop() throws Exception {
        site.declare("standby: frozen\nstop: {timeout: 20s}");
        site.pushQuickly(jars.good("1.0.0"));
        long old = site.agent().livePid();
        Load load = load();
        Outcome push = site.pushQuickly(jars.good("2.0.0"));
        assertThat(push.exit()).as(push.all()).isZero();
        awaitFrozen(old);
        assertThat(site.quickly("status").out()).contains("standby (frozen)");

        site.agent().kill();
        assertThat(isStopped(old)).as("it outlives its agent as it is").isTrue();
        site.agent().startAgain(Map.of());
        await().atMost(PATIENCE).until(() -> !isStopped(old));
        awaitFrozen(old);

        Outcome back = site.quickly("rollback");
        assertThat(back.exit()).as(back.all()).isZero();
        assertThat(back.out()).contains("from standby");
        assertThat(site.agent().livePid()).isEqualTo(old);
        assertThat(site.page("/")).isEqualTo("demo 1.0.0");
        assertThat(load.stop().lossDetails(10)).isEmpty();

        await().atMost(PATIENCE).until(() -> site.quickly("status").out().contains("standby (frozen)"));
        long left = System.nanoTime();
        Outcome stop = site.quickly("stop", "--yes");
        assertThat(stop.exit()).as(stop.all()).isZero();
        assertThat(appProcesses("")).isEmpty();
        assertThat(site.agent().log()).as("it has acted on SIGTERM").doesNotContain("SIGKILL");
        assertThat(Duration.ofNanos(System.nanoTime() - left)).isLessThan(PATIENCE);
    }

    /** The limit is the kernel's own, the memory is taken by the app that serves, and the agent finds out by itself. */
    @Test
    void aStandbyIsEndedWhenTheAppNeedsTheMemoryAndWhatServesGoesOn() throws Exception {
        site.declare("standby: 10m\njava: {options: [" + Site.OPTIONS.replace(" ", ", ")
                + ", -XX:MaxDirectMemorySize=512m], args: [\"--port=" + site.port() + "\"]}");
        try (MemoryGroup group = MemoryGroup.open("deployctl-standby").orElse(null)) {
            assumeTrue(group != null, "SKIPPED: memory cannot be limited by a control group here");
            group.add(site.agent().pid());
            site.pushQuickly(jars.good("1.0.0"));
            Outcome push = site.pushQuickly(jars.good("2.0.0"));
            assertThat(push.exit()).as(push.all()).isZero();
            long live = site.agent().livePid();
            group.limit(group.used() + (64L << 20));
            assertThat(site.quickly("status").out()).contains("standby");

            Load load = load();
            await().atMost(PATIENCE).until(() -> {
                // Little by little: the kernel gives file pages back meanwhile, and the app is not to be killed for it.
                if (group.left() > ALMOST_NOTHING) {
                    site.page("/hold?4");
                }
                return appProcesses("1.0.0").isEmpty();
            });
            assertThat(load.stop().lossDetails(10)).isEmpty();
            assertThat(site.agent().livePid()).isEqualTo(live);
            assertThat(site.page("/")).isEqualTo("demo 2.0.0");

            String said = " are left of " + group.limitFile();
            assertThat(site.agent().log()).contains("memory is short, ").contains(said);
            assertThat(site.quickly("history", "--json").out())
                    .contains("memory is short, ")
                    .contains(said);
            assertThat(site.quickly("status").out()).contains("2.0.0").doesNotContain("standby");
        }
    }

    private static void awaitFrozen(long pid) {
        await().atMost(PATIENCE).until(() -> isStopped(pid));
    }

    /** State {@code T} of proc(5), of every thread. */
    private static boolean isStopped(long pid) throws Exception {
        List<String> status = Files.readAllLines(Path.of("/proc/" + pid + "/status"));
        assertThat(Processes.isAlive(pid)).isTrue();
        return status.stream().anyMatch(line -> line.startsWith("State:\tT"));
    }
}
