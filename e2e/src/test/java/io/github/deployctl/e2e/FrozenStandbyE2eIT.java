package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.cli.demo.load.Load;
import io.github.deployctl.e2e.kit.Outcome;
import io.github.deployctl.e2e.kit.Processes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A standby whose processes are stopped: what is asked of it, and who may die meanwhile. */
class FrozenStandbyE2eIT extends E2eHost {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

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
