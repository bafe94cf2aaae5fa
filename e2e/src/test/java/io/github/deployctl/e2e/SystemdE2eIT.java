package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.e2e.kit.Outcome;
import org.junit.jupiter.api.Test;

/** The agent as a unit of systemd's, installed by its own setup. */
class SystemdE2eIT extends SystemdHost {
    @Test
    void anInstalledAgentIsActiveAndSaysWhatItServes() throws Exception {
        Outcome status = agent.systemctl("status");

        assertThat(status.exit()).as(status.all()).isZero();
        assertThat(status.out()).contains("Active: active (running)").contains("Status: \"");
        assertThat(agent.property("StatusText")).startsWith("live ");
    }
}
