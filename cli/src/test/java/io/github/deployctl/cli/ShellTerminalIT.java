package io.github.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.cli.fixture.FakeAgent;
import io.github.deployctl.cli.fixture.Host;
import io.github.deployctl.cli.fixture.Installation;
import io.github.deployctl.cli.fixture.Jars;
import io.github.deployctl.cli.fixture.Processes;
import io.github.deployctl.cli.fixture.Scripts;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Hello;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.AppName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deployctl shell} at a terminal, which script(1) makes. */
final class ShellTerminalIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String CONTROL_C = "\u0003";
    private static final String CONTROL_D = "\u0004";
    private static final String CONTROL_P = "\u0010";

    @TempDir
    Path folder;

    private final CountDownLatch goOn = new CountDownLatch(1);

    @SuppressWarnings("NullAway.Init") // by the only test
    private Process process;

    private int seen;

    private void answer(Request request, FakeAgent.Conversation with) throws IOException {
        if (request instanceof Request.Status) {
            with.reply(new Reply.StatusReport(
                    new AppName("shop"), "0.1.0", "running", null, null, Map.of(), List.of(), List.of()));
            return;
        }
        if (request instanceof Request.Deploy deploy) {
            with.say(new Event.Launched(8, deploy.release(), 4711));
            try {
                assertThat(goOn.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        Scripts.deploying().answer(request, with);
    }

    @Test
    void whatIsTypedIsRunCompletedInterruptedAndRemembered() throws Exception {
        Installation installation = Installation.in(folder);
        Jars.executable(folder.resolve("shop.jar"), "1.4.2");
        Hello.AgentHello hello = new Hello.AgentHello(1, 1, "0.1.0", new AppName("shop"));
        try (Host host = Host.start(folder);
                FakeAgent agent = FakeAgent.start(folder.resolve("agent.sock"), hello, this::answer)) {
            Files.writeString(
                    folder.resolve("deployctl.yml"), """
                    app: shop
                    artifact: shop.jar
                    listeners: {http: 8080}
                    hosts: ["%s"]
                    socket: %s
                    """.formatted(host.address(), folder.resolve("agent.sock")));
            process = start(installation);
            try {
                converse(host, agent);
            } finally {
                goOn.countDown();
                Processes.end(process);
            }
        }
    }

    private void converse(Host host, FakeAgent agent) throws Exception {
        awaitShown("deployctl> ");
        // A verb and a host by their beginnings.
        type("stat\t127\t\r");
        awaitShown("shop", "deployctl> ");
        assertThat(agent.requests()).hasSize(1);

        type("restrat\r");
        awaitShown("did you mean restart?", "deployctl [2]> ");

        type("push now" + CONTROL_C);
        awaitShown("deployctl [2]> ");
        type(" status\r");
        awaitShown("shop", "deployctl> ");
        assertThat(agent.requests()).allMatch(Request.Status.class::isInstance);

        type("push\r");
        awaitShown("launched");
        type(CONTROL_C);
        awaitShown("deployctl: interrupted: " + host.address() + " keeps what it has", "deployctl [130]> ");
        assertThat(shown().substring(seen)).doesNotContain("lost ");

        type("env set PASSWORD=abcdef\r");
        awaitShown("deployctl [2]> ");
        // The last but one that is remembered.
        type(CONTROL_P + CONTROL_P + "\r");
        awaitShown("restrat", "did you mean restart?", "deployctl [2]> ");
        type(CONTROL_D);
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();

        assertThat(process.exitValue()).isZero();
        Path history = folder.resolve("home/state/deployctl/history");
        assertThat(Files.readAllLines(history))
                .containsExactly("status " + host.address() + " ", "restrat", "push", "restrat");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history)))
                .isEqualTo("rw-------");
    }

    private Process start(Installation installation) throws IOException {
        Map<String, String> environment = new HashMap<>(Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "DEPLOYCTL_ARCHIVE",
                "off",
                "TERM",
                "xterm",
                "XDG_STATE_HOME",
                folder.resolve("home/state").toString()));
        return installation.start(
                environment,
                List.of(
                        // A test that runs in the background inherits an ignored SIGINT, which a terminal never gives.
                        "/usr/bin/env",
                        "--default-signal=INT",
                        "/usr/bin/script",
                        "--quiet",
                        "--flush",
                        "--return",
                        "--command",
                        "stty cols 120 rows 50; exec links/deployctl shell -i key --known-hosts known_hosts --ssh-config none",
                        "/dev/null"));
    }

    private void type(String keys) throws IOException {
        process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    private String shown() throws IOException {
        return Files.readString(folder.resolve("out")).replaceAll("\u001b\\[[0-9;?]*[a-zA-Z]", "");
    }

    /** Waits for texts in this order, after those that were waited for before. */
    private void awaitShown(String... texts) {
        for (String text : texts) {
            await().atMost(LIMIT)
                    .alias(text)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> shown().indexOf(text, seen) >= 0);
            try {
                seen = shown().indexOf(text, seen) + text.length();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
