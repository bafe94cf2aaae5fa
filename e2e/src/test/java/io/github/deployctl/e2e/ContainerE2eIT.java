package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.deployctl.common.config.Deadlines;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.Launch;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.config.ReadyCheck;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.e2e.app.OddJars;
import io.github.deployctl.e2e.kit.AgentClient;
import io.github.deployctl.e2e.kit.Command;
import io.github.deployctl.e2e.kit.Installation;
import io.github.deployctl.e2e.kit.Outcome;
import io.github.deployctl.e2e.kit.Page;
import io.github.deployctl.e2e.kit.Ports;
import io.github.deployctl.e2e.kit.Processes;
import io.github.deployctl.e2e.kit.Site;
import io.github.deployctl.e2e.kit.TempFolder;
import io.github.deployctl.e2e.kit.lab.Lab;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The agent as the first process of a container: nothing else is there to reap and to pass signals on. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ContainerE2eIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int port = Ports.free();
    private TempFolder temp;
    private Process container;

    @BeforeEach
    void startContainer() throws Exception {
        assumeTrue(Lab.isAvailable());
        temp = new TempFolder();
        container = new ProcessBuilder(
                        "unshare",
                        "--pid",
                        "--fork",
                        "--kill-child",
                        "--mount-proc",
                        Installation.ofThisBuild().agent().toString(),
                        "run",
                        "shop",
                        "--state-dir",
                        in("state"),
                        "--run-dir",
                        in("run"),
                        "--log-dir",
                        in("log"),
                        "--env-file",
                        in("app.env"))
                .redirectInput(new File("/dev/null"))
                .redirectOutput(temp.path().resolve("agent.log").toFile())
                .redirectErrorStream(true)
                .start();
        await().atMost(PATIENCE).until(() -> log().contains("deployctl-agent: ready"));
    }

    @AfterEach
    void endContainer() throws Exception {
        if (container != null) {
            container.destroyForcibly().waitFor();
        }
        if (temp != null) {
            temp.close();
        }
    }

    @Test
    void strangersWhoseParentHasEndedAreReaped() throws Exception {
        push();
        long agent = agent();
        String pid = Long.toString(agent);
        Outcome left = new Command(
                        Path.of("/"),
                        List.of("nsenter", "--target", pid, "--pid", "--mount", "sh", "-c", "sleep 0.5 & sleep 60 &"))
                .run();
        assertThat(left.exit()).as(left.all()).isZero();
        // The agent stands still, or it could have reaped it before anybody has looked.
        Processes.signal(agent, "STOP");
        await().atMost(PATIENCE).until(() -> Processes.zombiesOf(agent) == 1);
        Processes.signal(agent, "CONT");
        await().atMost(PATIENCE).until(() -> Processes.zombiesOf(agent) == 0);
        // The app's own end is still noticed by who has launched it.
        push();
        await().atMost(PATIENCE).until(() -> client().status().generations().size() == 1);
        assertThat(log()).contains("generation 1 exited");
        await().until(() -> Processes.zombiesOf(agent) == 0);
    }

    @Test
    void aSigtermEndsTheAppGracefullyAndThenTheContainer() throws Exception {
        push();
        SlowRequest slow = SlowRequest.start(port, Duration.ofSeconds(1));

        Processes.signal(agent(), "TERM");

        assertThat(container.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(container.exitValue()).as(log()).isZero();
        assertThat(slow.body()).isEqualTo("demo 1.0.0\n".repeat(10));
        assertThat(catchThrowable(() -> Page.get(port, "/"))).isInstanceOf(ConnectException.class);
    }

    private void push() throws IOException {
        Declaration declaration = new Declaration(
                new AppName("shop"),
                Map.of("http", ListenAddress.parse("127.0.0.1:" + port)),
                new Launch(null, null, List.of(Site.OPTIONS.split(" ")), List.of("--port=" + port), "work", Map.of()),
                ReadyCheck.DEFAULT,
                new Deadlines(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ZERO));
        String version = (client().status().releases().size() + 1) + ".0.0";
        client().push(new OddJars(temp.path()).good(version), version, declaration);
    }

    private AgentClient client() {
        return new AgentClient(temp.path().resolve("run/agent.sock"));
    }

    /** The agent's number on this machine; in its container it is 1. */
    private long agent() throws IOException {
        String pid = Long.toString(container.pid());
        return Long.parseLong(
                Files.readString(Path.of("/proc", pid, "task", pid, "children")).strip());
    }

    private String in(String name) {
        return temp.path().resolve(name).toString();
    }

    private String log() throws IOException {
        return Files.readString(temp.path().resolve("agent.log"));
    }
}
