package io.github.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.cli.fixture.FakeAgent;
import io.github.deployctl.cli.fixture.Host;
import io.github.deployctl.cli.fixture.Installation;
import io.github.deployctl.cli.fixture.Jars;
import io.github.deployctl.cli.fixture.Processes;
import io.github.deployctl.cli.fixture.Project;
import io.github.deployctl.cli.fixture.Scripts;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.protocol.SecretsChanged;
import io.github.deployctl.common.protocol.SetSecrets;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.common.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

    @SuppressWarnings("NullAway.Init") // by inShell
    private Process process;

    private int seen;

    private void answer(Request request, FakeAgent.Conversation with) throws IOException {
        if (request instanceof Request.Status) {
            with.reply(new Reply.StatusReport(
                    new AppName("shop"), "0.1.0", "running", null, null, Map.of(), List.of(), List.of()));
            return;
        }
        if (request instanceof Request.Stop) {
            with.reply(new Reply.Stopped(Scripts.OLD));
            return;
        }
        if (request instanceof SetSecrets set) {
            with.reply(
                    new SecretsChanged(set.secrets().stream().map(Secret::name).toList(), List.of(), List.of()));
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

    /** What is typed, and what comes of it. */
    @FunctionalInterface
    private interface Conversation {
        void with(Host host, FakeAgent agent) throws Exception;
    }

    @Test
    void whatIsTypedIsRunCompletedInterruptedAndRemembered() throws Exception {
        inShell(this::converse);
    }

    /** Whoever opens a pipe to which nobody writes waits in open(2), where no thread is interrupted. */
    @Test
    void aCommandThatDoesNotEndWhenItIsInterruptedIsLeftAtTheSecondTime() throws Exception {
        Processes.run(folder, "mkfifo", "pipe");
        inShell((host, agent) -> {
            awaitShown("deployctl> ");
            type("status --config pipe\r");
            await().atMost(LIMIT).until(this::runsACommand);
            type(CONTROL_C);
            awaitShown("deployctl: interrupted: nothing was changed");
            assertThat(shown().substring(seen)).doesNotContain("deployctl [");

            type(CONTROL_C);
            awaitShown("deployctl [130]> ");
            assertThat(shown().split("interrupted: ", -1)).as("it is told once").hasSize(2);
            type("status\r");
            awaitShown("shop", "deployctl> ");
            assertThat(agent.requests()).hasSize(1);
            leave();
            assertThat(history()).containsExactly("status --config pipe", "status");
        });
    }

    @Test
    void aQuestionThatIsInterruptedIsNotAnsweredAndTheNextOneIs() throws Exception {
        inShell((host, agent) -> {
            awaitShown("deployctl> ");
            type("stop\r");
            awaitShown("Stop shop on " + host.address(), "[y/N] ");
            // The terminal forgets what was typed of the line.
            type("y" + CONTROL_C);
            awaitShown("deployctl: interrupted: nothing was changed", "deployctl [130]> ");

            type("env set DB_PASSWORD\r");
            awaitShown("Value of DB_PASSWORD (it is not shown): ");
            type(CONTROL_C);
            awaitShown("deployctl: interrupted: nothing was changed", "deployctl [130]> ");
            assertThat(agent.requests()).isEmpty();

            type("env set DB_PASSWORD\r");
            awaitShown("Value of DB_PASSWORD (it is not shown): ");
            type("hunter2-and-more\r");
            awaitShown("set DB_PASSWORD", "deployctl> ");
            type("stop\r");
            awaitShown("[y/N] ");
            type("y\r");
            awaitShown("y", "deployctl> ");
            assertThat(agent.requests())
                    .satisfiesExactly(
                            set -> assertThat(((SetSecrets) set).secrets())
                                    .containsExactly(Secret.of("DB_PASSWORD", "hunter2-and-more")),
                            stop -> assertThat(stop).isInstanceOf(Request.Stop.class));
            leave();
            assertThat(history()).doesNotContain("hunter2-and-more").endsWith("stop");
        });
    }

    /** Only then is a Ctrl-C the command's; proc(5) has the first 15 characters of a thread's name. */
    private boolean runsACommand() throws IOException {
        for (ProcessHandle each : process.descendants().toList()) {
            try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(each.pid()), "task"))) {
                for (Path thread : threads.toList()) {
                    if (Files.readString(thread.resolve("comm")).startsWith("deployctl-verb")) {
                        return true;
                    }
                }
            } catch (NoSuchFileException ended) {
                // Of one that has ended nothing is known.
            }
        }
        return false;
    }

    private void leave() throws Exception {
        type(CONTROL_D);
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private List<String> history() throws IOException {
        return Files.readAllLines(folder.resolve("home/state/deployctl/history"));
    }

    private void inShell(Conversation conversation) throws Exception {
        Installation installation = Installation.in(folder);
        Jars.executable(folder.resolve("shop.jar"), "1.4.2");
        try (Host host = Host.start(folder);
                FakeAgent agent = FakeAgent.ofShop(folder, this::answer)) {
            Project.declare(folder, host);
            process = start(installation);
            try {
                conversation.with(host, agent);
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
        leave();
        Path history = folder.resolve("home/state/deployctl/history");
        assertThat(Files.readAllLines(history))
                .containsExactly("status " + host.address() + " ", "restrat", "push", "restrat");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history)))
                .isEqualTo("rw-------");
    }

    private Process start(Installation installation) throws IOException {
        return installation.startAtTerminal(
                120,
                Map.of("XDG_STATE_HOME", folder.resolve("home/state").toString()),
                "exec links/deployctl shell -i key --known-hosts known_hosts --ssh-config none");
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
