package io.github.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.deployctl.cli.fixture.FakeAgent;
import io.github.deployctl.cli.fixture.OpenSshd;
import io.github.deployctl.cli.fixture.Processes;
import io.github.deployctl.cli.fixture.Session;
import io.github.deployctl.cli.fixture.Session.Run;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Screen;
import io.github.deployctl.cli.terminal.Situation;
import io.github.deployctl.cli.terminal.Surroundings;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.AppName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deployctl shell} that reads lines, against a real sshd. */
final class ShellIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    private static OpenSshd sshd;

    private FakeAgent agent;

    @BeforeAll
    static void startSshd() throws Exception {
        if (!Files.isExecutable(OpenSshd.PROGRAM)) {
            System.err.println("SKIPPED: there is no " + OpenSshd.PROGRAM + "; install openssh-server");
        }
        assumeTrue(Files.isExecutable(OpenSshd.PROGRAM), "openssh-server is not installed");
        Processes.run(folder, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "ada", "-f", "key");
        Files.copy(folder.resolve("key.pub"), folder.resolve("authorized_keys"));
        sshd = OpenSshd.start(folder, List.of("ed25519"));
        Files.writeString(folder.resolve("known_hosts"), sshd.knownHostsLine(folder, "ed25519"));
        Files.writeString(folder.resolve("shop.yml"), """
                app: shop
                artifact: shop.jar
                listeners: {http: 8080}
                hosts: ["%s@%s"]
                socket: %s
                """.formatted(
                        System.getProperty("user.name"), sshd.address(), folder.resolve("agent.sock")));
    }

    @AfterAll
    static void stopSshd() {
        if (sshd != null) {
            sshd.close();
        }
    }

    @BeforeEach
    void startAgent() throws Exception {
        agent = FakeAgent.ofShop(folder, ShellIT::answer);
    }

    @AfterEach
    void stopAgent() throws Exception {
        agent.close();
    }

    private static void answer(Request request, FakeAgent.Conversation with) throws IOException {
        if (request instanceof Request.Status) {
            with.reply(new Reply.StatusReport(
                    new AppName("shop"), "0.1.0", "running", null, null, Map.of(), List.of(), List.of()));
        } else {
            with.reply(new Reply.Failed(Failure.of(FailureCode.LOCKED, "somebody else deploys")));
        }
    }

    private static Run shell(String lines, String... options) {
        List<String> words = new ArrayList<>(List.of(
                "shell", "--config", "shop.yml", "-i", "key", "--known-hosts", "known_hosts", "--ssh-config", "none"));
        words.addAll(List.of(options));
        return new Session(folder).at(Screen.NONE, lines).run(words.toArray(String[]::new));
    }

    private static long logins() throws Exception {
        return Files.readString(folder.resolve("sshd.log"))
                .lines()
                .filter(line -> line.contains("Accepted publickey"))
                .count();
    }

    @Test
    void tenCommandsUseOneConnection() throws Exception {
        long before = logins();
        Run run = shell("status\n".repeat(10));

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out().lines().filter(line -> line.contains("shop"))).hasSize(10);
        assertThat(agent.requests()).hasSize(10);
        assertThat(logins() - before).isOne();
    }

    @Test
    void aCommandThatReachesTheHostInAnotherWayHasAConnectionOfItsOwn() throws Exception {
        long before = logins();
        Run run = shell("status\nstatus --connect-timeout 9s\nstatus\nstatus --connect-timeout 9s\n");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(logins() - before).isEqualTo(2);
    }

    @Test
    void aConnectionThatWasKilledIsOpenedAgainAndNobodyIsTold() throws Exception {
        long before = logins();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PipedOutputStream typed = new PipedOutputStream();
        Console console = new Console(
                new Surroundings(
                        Map.of(), folder, folder.resolve("home"), "ada", "laptop", InstantSource.fixed(Session.NOW)),
                new PipedInputStream(typed),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Screen.NONE,
                new Situation());
        List<String> words = List.of(
                "shell",
                "-q",
                "--config",
                "shop.yml",
                "-i",
                "key",
                "--known-hosts",
                "known_hosts",
                "--ssh-config=none");
        CompletableFuture<Integer> shell = CompletableFuture.supplyAsync(() -> Deployctl.run(words, console));
        for (int i = 1; i <= 3; i++) {
            int times = i;
            typed.write("status\n".getBytes(StandardCharsets.UTF_8));
            typed.flush();
            await().atMost(LIMIT)
                    .until(() -> out.toString(StandardCharsets.UTF_8).split("shop", -1).length > times);
            sshd.cutConnections();
        }
        typed.close();

        assertThat(shell.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(logins() - before).isEqualTo(3);
    }

    @Test
    void theFirstLineThatFailsIsTheLastThatIsRunAndItsExitCodeIsTheShells() {
        Run run = shell("status\n# a comment\nrestart\nstatus\n", "-q");

        assertThat(run.status()).isEqualTo(FailureCode.LOCKED.exitStatus());
        assertThat(agent.requests().stream().filter(Request.Status.class::isInstance))
                .hasSize(1);
        assertThat(run.err()).contains("line 3 ended with exit code 5; what comes after it was not run");
    }

    @Test
    void withKeepGoingTheOthersAreRunAndTheFirstFailureCounts() {
        Run run = shell("lock statu\nrestart\nstatus 'a quote\n", "-q", "--keep-going");

        assertThat(run.status()).isEqualTo(FailureCode.USAGE.exitStatus());
        assertThat(run.err())
                .contains("did you mean status?", "line 1 ended with exit code 2", "line 2 ended with exit code 5")
                .contains("nothing was done by the last line: a quote is open");
    }

    @Test
    void exitLeavesAndAShellInTheShellIsRefused() {
        Run run = shell("deployctl status --output json\nexit\nnonsense\n");
        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("{").contains("\"command\": \"status\"");

        Run nested = shell("shell\nstatus\n");
        assertThat(nested.status()).isEqualTo(FailureCode.USAGE.exitStatus());
        assertThat(nested.err()).contains("nothing was done: this is a shell already");
        assertThat(nested.out()).isEmpty();
    }

    @Test
    void optionsOfTheShellCountWhereALineHasThemNot() {
        Run run = shell("status\n", "--output=json");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("{");

        Run own = shell("status --output plain\n", "--output=json");
        assertThat(own.status()).as(own.err()).isZero();
        assertThat(own.out()).startsWith(sshd.address() + "  shop");
    }

    /** Less than two kilobytes a line: whatever it keeps for good is more, and more each time. What else this JVM keeps for the first time is not. */
    @Test
    void hundredsOfLinesLeaveNothingInMemory() {
        shell("status -q\n".repeat(100));
        long least = Long.MAX_VALUE;
        for (int turn = 0; turn < 3 && least >= 600_000; turn++) {
            long before = live();
            shell("status -q\n".repeat(300));
            // What was written is gone with the run; the agent's list of requests is the test's own.
            least = Math.min(least, live() - before);
        }

        assertThat(least).isLessThan(600_000);
    }

    private static long live() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
