package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.cli.demo.load.Load;
import io.github.deployctl.e2e.kit.Outcome;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent as a unit of systemd's, installed by its own setup, under load. */
class SystemdE2eIT extends SystemdHost {
    @Test
    void anInstalledAgentIsActiveAndSaysWhatItServes() throws Exception {
        Outcome status = agent.systemctl("status");

        assertThat(status.exit()).as(status.all()).isZero();
        assertThat(status.out()).contains("Active: active (running)").contains("Status: \"live ");
    }

    @Test
    void aReloadEndsWhenTheFreshProcessServes() throws Exception {
        long before = agent.livePid();
        long supervisor = agent.pid();
        try (Load load = load()) {
            Outcome reload = agent.systemctl("reload");

            assertThat(reload.exit()).as(reload.all()).isZero();
            assertThat(agent.livePid()).isNotEqualTo(before);
            assertServed(load.stop());
        }
        assertThat(agent.pid()).isEqualTo(supervisor);
        assertNextPushWorks();
    }

    @Test
    void aRestartOfTheUnitReplacesTheAgentAndNotTheApp() throws Exception {
        long before = agent.livePid();
        long supervisor = agent.pid();
        try (Load load = load()) {
            Outcome restart = agent.systemctl("restart");

            assertThat(restart.exit()).as(restart.all()).isZero();
            assertThat(agent.pid()).isNotEqualTo(supervisor).isPositive();
            assertThat(agent.livePid()).isEqualTo(before);
            assertThat(agent.client().status().generations())
                    .singleElement()
                    .satisfies(live -> assertThat(live.pid()).isEqualTo(before));
            assertNextPushWorks();
            assertServed(load.stop());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"daemon-reload", "daemon-reexec"})
    void aReloadOfSystemdItselfIsNotNoticed(String verb) throws Exception {
        long before = agent.livePid();
        long supervisor = agent.pid();
        try (Load load = load()) {
            host.exec("systemctl", verb);
            assertThat(agent.property("ActiveState")).isEqualTo("active");
            assertThat(agent.pid()).isEqualTo(supervisor);
            assertThat(agent.livePid()).isEqualTo(before);
            // What systemd keeps is still there after it.
            assertThat(agent.property("NFileDescriptorStore")).isEqualTo("1");
            assertNextPushWorks();
            assertServed(load.stop());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"KILL", "TERM"})
    void anAgentThatASignalEndsIsReplacedAndTheAppIsTakenUpAgain(String signal) throws Exception {
        long before = agent.livePid();
        long supervisor = agent.pid();
        try (Load load = load()) {
            host.exec("kill", "-" + signal, Long.toString(supervisor));
            awaitOtherAgent(supervisor);
            assertThat(agent.livePid()).isEqualTo(before);
            assertThat(agent.property("StatusText")).startsWith("live ");
            assertNextPushWorks();
            assertServed(load.stop());
        }
    }

    @Test
    void anUpgradeInPlaceIsTheSameProcessToSystemd() throws Exception {
        long before = agent.livePid();
        long supervisor = agent.pid();
        Instant since = agent.client().agent().since();
        try (Load load = load()) {
            agent.client().upgrade();
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> agent.client().agent().since().isAfter(since));
            awaitLive();
            assertThat(agent.property("ActiveState")).isEqualTo("active");
            assertThat(agent.pid()).isEqualTo(supervisor);
            assertThat(agent.livePid()).isEqualTo(before);
            assertThat(agent.property("NFileDescriptorStore")).isEqualTo("1");
            assertNextPushWorks();
            assertServed(load.stop());
        }
    }

    @Test
    void aReloadThatFailsSaysSoAndNothingChanges() throws Exception {
        long before = agent.livePid();
        host.exec("sh", "-c", "echo 'JAVA_TOOL_OPTIONS=-Xnonsense' >>/etc/deployctl/shop.env");
        Outcome reload = agent.systemctl("reload");
        host.exec("sed", "-i", "/nonsense/d", "/etc/deployctl/shop.env");

        assertThat(reload.exit()).as(reload.all()).isNotZero();
        assertThat(agent.livePid()).isEqualTo(before);
        assertThat(agent.property("ActiveState")).isEqualTo("active");
        assertNextPushWorks();
    }

    @Test
    void aStopEndsEverythingAndConnectionsAreRefusedThen() throws Exception {
        Outcome stop = agent.systemctl("stop");

        assertThat(stop.exit()).as(stop.all()).isZero();
        assertStopped();
        startAgain();
    }

    @Test
    void aStopEndsTheAppOfAnAgentThatHangs() throws Exception {
        override("TimeoutStopSec=1s");
        host.exec("kill", "-STOP", Long.toString(agent.pid()));

        agent.systemctl("stop");

        assertStopped();
        override("TimeoutStopSec=60s");
        startAgain();
    }

    private void assertStopped() throws IOException, InterruptedException {
        assertThat(host.attempt("pgrep", "-u", "shop").out()).isEmpty();
        assertThat(catchThrowable(() -> page("/"))).isInstanceOf(ConnectException.class);
        assertThat(agent.property("NFileDescriptorStore")).isEqualTo("0");
    }

    private void startAgain() throws IOException, InterruptedException {
        Outcome start = agent.systemctl("start");
        assertThat(start.exit()).as(start.all()).isZero();
        awaitLive();
        assertThat(page("/")).startsWith("demo ");
    }
}
