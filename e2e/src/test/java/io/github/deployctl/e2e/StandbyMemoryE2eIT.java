package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.deployctl.cli.demo.load.Load;
import io.github.deployctl.common.config.Deadlines;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.Launch;
import io.github.deployctl.e2e.kit.lab.LabMemory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The agent as a unit of systemd's, whose memory the kernel limits: what an operator is told when there is no room for a standby. */
class StandbyMemoryE2eIT extends SystemdHost {
    private static final long ALMOST_NOTHING = 12L << 20;
    private static final long ROOM = 64L << 20;

    @Test
    void systemctlStatusSaysThatTheStandbyHasGivenWayToWhatServes() throws Exception {
        try (LabMemory memory = LabMemory.open(host).orElse(null)) {
            assumeTrue(memory != null, "SKIPPED: no control group of version 1 limits memory here");
            restartInSight(memory);
            push(withStandby());
            String served = push(withStandby());
            long live = agent.livePid();
            memory.group().limit(memory.group().used() + ROOM);
            String before = agent.property("StatusText");
            assertThat(before).contains("live ", "standby ").doesNotContain("memory");

            Load load = load();
            await().atMost(PATIENCE.multipliedBy(2)).until(() -> {
                // Little by little: the kernel gives file pages back meanwhile, and the app is not to be killed for it.
                if (memory.group().left() > ALMOST_NOTHING) {
                    page("/hold?4");
                }
                return agent.property("StatusText").contains("memory is short, ");
            });
            assertServed(load.stop());

            // The file is named in the agent's own view, so it is this limit and none of the machine's.
            String said = "memory is short, \\d+ MiB of \\d+ MiB are left of " + memory.limitFile();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(agent.property("StatusText"))
                            .matches("live \\d+ \\(\\S+\\); standby \\d+ \\(\\S+\\) was ended after \\d+s: " + said));
            assertThat(agent.systemctl("status").out()).containsPattern("Status: \"live .*" + said + "\"");
            assertThat(agent.livePid()).isEqualTo(live);
            assertThat(page("/")).isEqualTo(served);
        }
    }

    /** A unit sees what was mounted before it started. */
    private void restartInSight(LabMemory memory) throws Exception {
        long former = agent.pid();
        agent.systemctl("restart");
        awaitOtherAgent(former);
        memory.add(agent.pid());
    }

    private static Declaration withStandby() {
        Declaration plain = declare(PORT);
        Launch launch = plain.launch();
        List<String> options = new ArrayList<>(launch.options());
        options.add("-XX:MaxDirectMemorySize=512m");
        return new Declaration(
                plain.app(),
                plain.listeners(),
                new Launch(launch.javaHome(), launch.javaVersion(), options, launch.args(), launch.cwd(), launch.env()),
                plain.ready(),
                new Deadlines(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofMinutes(10)));
    }
}
