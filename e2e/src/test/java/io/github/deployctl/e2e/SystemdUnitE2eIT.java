package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.cli.demo.load.Load;
import io.github.deployctl.common.protocol.GenerationStatus;
import io.github.deployctl.e2e.app.Conduct;
import io.github.deployctl.e2e.kit.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the unit file promises: what the agent may do, what it is told and tells, and that it comes back. */
class SystemdUnitE2eIT extends SystemdHost {
    private static final int LOW_PORT = 80;
    private static final double MOST_EXPOSURE = 4.0;

    @Test
    void theUnitIsHardened() throws Exception {
        String report = host.exec("systemd-analyze", "security", "--no-pager", agent.unit());
        Matcher overall =
                Pattern.compile("Overall exposure level for \\S+: ([0-9.]+)").matcher(report);

        assertThat(overall.find()).as(report).isTrue();
        System.out.println(overall.group());
        assertThat(Double.parseDouble(overall.group(1))).as(report).isLessThanOrEqualTo(MOST_EXPOSURE);
    }

    @Test
    void agentAndAppRunWithoutRootAndMayBindLowPortsAtMost() throws Exception {
        // CAP_NET_BIND_SERVICE is bit 10 (capabilities(7)).
        String atMost = "%016x".formatted(1 << 10);
        for (long pid : List.of(agent.pid(), agent.livePid())) {
            String status = host.exec("cat", "/proc/" + pid + "/status");
            assertThat(status)
                    .doesNotContainPattern("(?m)^[UG]id:.*\\t0(\\t|$)")
                    .containsPattern("(?m)^CapEff:\\t" + atMost)
                    .containsPattern("(?m)^CapBnd:\\t" + atMost)
                    .containsPattern("(?m)^NoNewPrivs:\\t1");
        }
    }

    @Test
    void whatTheAppPrintsIsInTheUnitsJournalWithItsGeneration() throws Exception {
        String version = push().replaceFirst("demo ", "");
        long number = agent.client().status().generations().stream()
                .mapToLong(GenerationStatus::number)
                .max()
                .orElseThrow();
        String first = "[" + number + "] odd " + version + " with pid " + agent.livePid() + "\n";

        await().atMost(PATIENCE).until(() -> agent.journal().contains(first));
    }

    @Test
    void aPortBelow1024IsOpenedAndGivenBack() throws Exception {
        String answer = push(declare(LOW_PORT));

        assertThat(Page.get(host.address(), LOW_PORT, "/")).isEqualTo(answer);
        assertNextPushWorks();
        assertThat(agent.property("NFileDescriptorStore")).isEqualTo("1");
    }

    @Test
    void theHostsEnvironmentFileIsReadAtEachStart() throws Exception {
        host.write("/etc/deployctl/shop.env", "COLOUR=red\nSIZE=10\n");
        assertThat(agent.systemctl("reload").exit()).isZero();
        assertThat(page("/env?COLOUR")).isEqualTo("red");
        host.write("/etc/deployctl/shop.env", "COLOUR=blue\n");
        assertThat(agent.systemctl("reload").exit()).isZero();

        assertThat(page("/env?COLOUR")).isEqualTo("blue");
        assertThat(page("/env?SIZE")).isEqualTo("null");
        assertThat(page("/env?NOTIFY_SOCKET")).isEqualTo("null");
    }

    @Test
    void thePidFileIsTrueAtEveryInstantOfPushes() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Integer> samples = CompletableFuture.supplyAsync(() -> {
            int taken = 0;
            for (; !done.get(); taken++) {
                assertRuns();
            }
            return taken;
        });
        for (int i = 0; i < 3; i++) {
            push();
        }
        done.set(true);

        assertThat(samples.get()).isGreaterThan(100);
    }

    /** While one generation or another is live the file is there, and the process in it is the app's. */
    private void assertRuns() {
        try {
            Path file = agent.runFolder().resolve("app.pid");
            String pid = Files.readString(file);
            assertThat(pid).matches("\\d+\n");
            String commandLine = Files.readString(host.root().resolve("proc/" + pid.strip() + "/cmdline"));
            // The old one may end after it was read and before it was looked up; then the file names another.
            if (commandLine.isEmpty()) {
                assertThat(Files.readString(file)).isNotEqualTo(pid);
            } else {
                assertThat(commandLine).contains("--port=" + PORT);
            }
        } catch (NoSuchFileException e) {
            assertThat(e.getFile()).contains("/proc/").doesNotContain("app.pid");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void signalsFromOutsideHandOverAndSystemdSeesTheReload() throws Exception {
        long supervisor = agent.pid();
        try (Load load = load()) {
            // Each is under way until it is told to be ready, so that systemd is seen in between.
            tell("ready");
            push(declare(PORT), Conduct.READY_ON_COMMAND);
            for (String signal : List.of("HUP", "USR1", "USR2")) {
                long before = agent.livePid();
                takeBack("ready");
                host.exec("kill", "-" + signal, Long.toString(supervisor));
                await().atMost(PATIENCE)
                        .until(() -> agent.property("ActiveState").equals("reloading"));
                tell("ready");
                await().atMost(PATIENCE)
                        .until(() -> agent.property("ActiveState").equals("active"));
                assertThat(agent.livePid()).isNotEqualTo(before);
            }
            takeBack("ready");
            assertServed(load.stop());
        }
        assertThat(agent.pid()).isEqualTo(supervisor);
    }

    @Test
    void anAgentThatHangsIsReplacedByTheWatchdogAndTheAppServesOn() throws Exception {
        override("WatchdogSec=4s");
        agent.systemctl("restart");
        long before = agent.livePid();
        long supervisor = agent.pid();
        try (Load load = load()) {
            host.exec("kill", "-STOP", Long.toString(supervisor));
            awaitOtherAgent(supervisor);
            // The next one is not to be missed whenever the machine is busy.
            host.exec("systemctl", "service-watchdogs", "no");
            assertThat(agent.livePid()).isEqualTo(before);
            assertNextPushWorks();
            assertServed(load.stop());
        }
        await().atMost(PATIENCE).until(() -> agent.journal().contains("Watchdog timeout"));
        host.exec("systemctl", "service-watchdogs", "yes");
        override("WatchdogSec=60s");
    }

    @Test
    void aPushWorksUnderALimitOfTheUnitsMemory() throws Exception {
        host.exec("systemctl", "set-property", "--runtime", agent.unit(), "MemoryMax=4G");

        assertThat(agent.property("MemoryMax")).isEqualTo(Long.toString(4L << 30));
        assertNextPushWorks();
    }

    @Test
    void afterALossOfPowerInAPushTheLastConfirmedReleaseComesUp() throws Exception {
        String confirmed = push();
        GenerationStatus before = agent.client().status().generations().stream()
                .filter(each -> each.role().equals("live"))
                .findFirst()
                .orElseThrow();
        CompletableFuture<Boolean> push = CompletableFuture.supplyAsync(() -> {
            try {
                push(declare(PORT), Conduct.READY_ON_COMMAND);
                return true;
            } catch (IOException e) {
                return false;
            }
        });
        await().atMost(PATIENCE)
                .until(() -> agent.client().status().generations().stream()
                        .anyMatch(each -> each.role().equals("candidate")));

        host.reboot();

        assertThat(push.get()).isFalse();
        awaitLive();
        assertThat(page("/")).isEqualTo(confirmed);
        assertThat(agent.client().status().generations()).singleElement().satisfies(live -> {
            assertThat(live.release()).isEqualTo(before.release());
            assertThat(live.number()).isGreaterThan(before.number());
        });
        assertNextPushWorks();
    }

    @Test
    void aStrangerThatHasGotTheNumberOfADeadAppIsNeitherTakenForItNorSignalled() throws Exception {
        override("Restart=no");
        long app = agent.livePid();
        // The agent first: it would start the app again.
        host.exec("kill", "-KILL", Long.toString(agent.pid()));
        await().atMost(PATIENCE).until(() -> agent.property("ActiveState").equals("failed"));
        host.exec("kill", "-KILL", Long.toString(app));
        host.exec("systemd-run", "--unit=stranger", "--uid=shop", "sleep", "300");
        String stranger = host.exec("systemctl", "show", "--value", "--property=MainPID", "stranger")
                .strip();
        Path state = host.root().resolve("var/lib/deployctl/shop/state.json");
        String before = Files.readString(state);
        String planted = before.replaceAll("(\"pid\": *)" + app + "\\b", "$1" + stranger);
        assertThat(planted).isNotEqualTo(before);
        Files.writeString(state, planted);
        host.write("/run/deployctl/shop/app.pid", stranger + "\n");

        override("Restart=always");
        assertThat(agent.systemctl("start").exit()).isZero();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> agent.livePid() != Long.parseLong(stranger));
        awaitLive();

        assertNextPushWorks();
        assertThat(host.attempt("kill", "-0", stranger).exit()).isZero();
        assertThat(host.exec("systemctl", "is-active", "stranger").strip()).isEqualTo("active");
        host.exec("systemctl", "stop", "stranger");
    }

    @Test
    void aListenerOfASocketUnitIsUsedAsItIs() throws Exception {
        agent.systemctl("stop");
        host.write(
                "/etc/systemd/system/shop-http.socket",
                "[Socket]\nListenStream=0.0.0.0:" + PORT + "\nFileDescriptorName=http\nService=" + agent.unit() + "\n");
        host.exec("systemctl", "daemon-reload");
        host.exec("systemctl", "start", "shop-http.socket");
        // The first client starts the service, and waits for the app.
        assertThat(page("/")).startsWith("demo ");
        awaitLive();
        assertThat(agent.property("NFileDescriptorStore")).isEqualTo("0");
        try (Load load = load()) {
            assertNextPushWorks();
            assertThat(agent.systemctl("restart").exit()).isZero();
            assertNextPushWorks();
            assertServed(load.stop());
        }
        host.exec("systemctl", "stop", "shop-http.socket", agent.unit());
        host.exec("rm", "/etc/systemd/system/shop-http.socket");
        host.exec("systemctl", "daemon-reload");
        agent.systemctl("start");
        awaitLive();
        assertNextPushWorks();
    }
}
