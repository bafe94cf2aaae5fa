package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.cli.demo.load.Load;
import io.github.deployctl.e2e.app.Conduct;
import io.github.deployctl.e2e.kit.Outcome;
import io.github.deployctl.e2e.kit.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A {@code java} that is a script: it runs Java once to look at it, then once more for the app, and waits. */
class StartScriptE2eIT extends E2eHost {
    @BeforeEach
    void declareScript() throws IOException {
        Path home = site.folder().resolve("scripted");
        Path script = Files.createDirectories(home.resolve("bin")).resolve("java");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Files.writeString(
                script, "#!/bin/sh\n'%1$s' \"$1\" -version\n'%1$s' \"$@\"\necho the script is done\n".formatted(java));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        site.declare("java: {home: " + home + ", options: [-Xmx64m, -XX:+UseSerialGC, -XX:TieredStopAtLevel=1], args: "
                + "[\"--port=" + site.port() + "\"]}\nstop: {timeout: 3s}");
    }

    @Test
    void jvmThatServesIsHandedOverAndEndsCleanlyWithItsScript() throws Exception {
        Outcome first = site.pushQuickly(jars.good("1.0.0"));
        assertThat(first.exit()).as(first.all()).isZero();
        long jvm = site.agent().livePid();
        assertThat(Files.readString(Path.of("/proc/" + jvm + "/comm"))).isEqualTo("java\n");
        assertThat(appProcesses("1.0.0"))
                .as("the script and its JVM")
                .hasSize(2)
                .contains(jvm);

        Load load = load();
        Outcome second = site.pushQuickly(jars.good("2.0.0"));
        assertThat(second.exit()).as(second.all()).isZero();
        await().atMost(Duration.ofSeconds(30)).until(() -> appProcesses("1.0.0").isEmpty());
        assertThat(load.stop().lossDetails(10)).isEmpty();
        assertThat(site.page("/")).isEqualTo("demo 2.0.0");
        assertThat(Files.readString(site.agent().logFolder().resolve("generation-1.log")))
                .as("the script was not cut off")
                .contains("the script is done");

        Outcome stop = site.quickly("stop", "--yes");
        assertThat(stop.exit()).as(stop.all()).isZero();
        assertThat(appProcesses("2.0.0")).isEmpty();
    }

    @Test
    void jvmThatDoesNotEndIsKilledWithItsScript() throws Exception {
        site.pushQuickly(jars.pack("1.0.0", Conduct.SWALLOWS_SIGTERM));
        Outcome second = site.pushQuickly(jars.good("2.0.0"));
        assertThat(second.exit()).as(second.all()).isZero();
        await().atMost(Duration.ofSeconds(30)).until(() -> appProcesses("1.0.0").isEmpty());
        assertThat(site.page("/")).isEqualTo("demo 2.0.0");
    }

    @Test
    void scriptThatDiesLeavesNoOrphanAndTheAppComesBack() throws Exception {
        site.pushQuickly(jars.good("1.0.0"));
        long jvm = site.agent().livePid();
        for (long pid : appProcesses("1.0.0")) {
            if (pid != jvm) {
                Processes.signal(pid, "KILL");
            }
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> !Processes.isAlive(jvm));
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> site.agent().livePid() != jvm);
        assertThat(site.page("/")).isEqualTo("demo 1.0.0");
        assertThat(appProcesses("1.0.0")).hasSize(2);
    }

    @Test
    void anotherAgentTakesTheListenersOverFromTheJvm() throws Exception {
        site.pushQuickly(jars.good("1.0.0"));
        long jvm = site.agent().livePid();
        site.agent().kill();
        site.agent().startAgain(Map.of());
        assertThat(site.agent().livePid()).isEqualTo(jvm);
        Outcome second = site.pushQuickly(jars.good("2.0.0"));
        assertThat(second.exit()).as(second.all()).isZero();
        await().atMost(Duration.ofSeconds(30)).until(() -> appProcesses("1.0.0").isEmpty());
    }

    @Test
    void candidateThatNeverListensIsEndedWithItsScript() throws Exception {
        site.declare("ready: {http: /ready, timeout: 8s}");
        Outcome push = site.pushQuickly(jars.pack("1.0.0", Conduct.BINDS_ANOTHER_PORT));
        assertThat(push.exit()).as(push.all()).isOne();
        assertThat(push.all())
                .contains("it listens on", ":" + (site.port() + 1))
                .contains("handover: restart")
                .contains("thread dump:");
        await().atMost(Duration.ofSeconds(30)).until(() -> appProcesses("1.0.0").isEmpty());
    }
}
