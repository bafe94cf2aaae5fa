package io.github.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.cli.fixture.FakeAgent;
import io.github.deployctl.cli.fixture.Host;
import io.github.deployctl.cli.fixture.Installation;
import io.github.deployctl.cli.fixture.Installation.Ended;
import io.github.deployctl.cli.fixture.Jars;
import io.github.deployctl.cli.fixture.PaintedScreen;
import io.github.deployctl.cli.fixture.Processes;
import io.github.deployctl.cli.fixture.Project;
import io.github.deployctl.cli.fixture.Scripts;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.GenerationStatus;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.common.release.ReleaseId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The installed command on a terminal, which script(1) makes. What is seen there is what a terminal makes of its output. */
final class TerminalIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String WAY = " -i key --known-hosts known_hosts";
    private static final String MARK = "<mark>";
    /** So that to say that it is read takes more than eighty columns. */
    private static final String DEEP = "a-folder-with-quite-a-long-name/and-another-one-in-it";

    @TempDir
    static Path folder;

    private static Installation installation;
    private static Host host;

    private final CountDownLatch goOn = new CountDownLatch(1);
    private FakeAgent agent;

    @BeforeAll
    static void install() throws Exception {
        installation = Installation.in(folder);
        host = Host.start(folder);
        Files.createDirectories(folder.resolve(DEEP));
        Jars.executable(folder.resolve(DEEP).resolve("shop.jar"), "1.4.2");
        Project.declare(folder, DEEP + "/shop.jar", List.of(host.address()));
    }

    @AfterAll
    static void stopHost() throws Exception {
        host.close();
    }

    @BeforeEach
    void startAgent() throws Exception {
        agent = FakeAgent.ofShop(folder, this::answer);
    }

    @AfterEach
    void stopAgent() throws Exception {
        agent.close();
    }

    private void answer(Request request, FakeAgent.Conversation with) throws IOException {
        if (request instanceof Request.Status) {
            with.reply(status());
            return;
        }
        if (request instanceof Request.Deploy deploy) {
            with.say(new Event.Launched(8, deploy.release(), 4711));
            awaitGoOn();
        }
        Scripts.deploying().answer(request, with);
    }

    private void awaitGoOn() {
        try {
            assertThat(goOn.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Reply status() {
        Instant since = Instant.parse("2026-05-17T10:20:30Z");
        ReleaseId now = new ReleaseId("1.4.2-bbbbbbbb");
        return new Reply.StatusReport(
                new AppName("shop"),
                "0.1.0",
                "running",
                now,
                null,
                Map.of("http", new ListenAddress("*", 8080)),
                List.of(
                        new GenerationStatus(8, now, "live", 4711, since, 12, 412_000_000),
                        new GenerationStatus(7, Scripts.OLD, "standby", 4700, since, 0, 410_000_000)),
                List.of(now, Scripts.OLD, id("1.4.0"), id("1.3.9"), id("1.3.8"), id("1.3.7")));
    }

    private static ReleaseId id(String version) {
        return new ReleaseId(version + "-aaaaaaaa");
    }

    /** Has {@code commands} typed at a terminal of so many columns. */
    private static Process start(int columns, String commands) throws IOException {
        Files.deleteIfExists(folder.resolve("tty"));
        return installation.startAtTerminal(columns, Map.of(), "tty >tty; " + commands);
    }

    private static String shown() throws IOException {
        return Files.readString(folder.resolve("out"));
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 200})
    void noLineIsTooLongForTheTerminalAndOnlyTheResultStays(int columns) throws Exception {
        goOn.countDown();
        String push = "links/deployctl push --debug-log debug.log" + WAY;
        Ended ended = installation.end(start(columns, push + " && links/deployctl status" + WAY));

        assertThat(ended.status()).as(ended.out()).isZero();
        assertThat(ended.out()).contains("connecting", "generation 7 drained", "\u001b[2K");
        PaintedScreen screen = new PaintedScreen(columns).write(ended.out());
        assertThat(screen.wraps()).as(screen.text()).isZero();
        assertThat(screen.text().replaceAll(" *\n +", " ").replaceAll("\\s+", " "))
                .matches(host.address()
                        + " 1\\.4\\.1-aaaaaaaa -> 1\\.4\\.2-[0-9a-f]{8} sent [0-9]+ B ready 3\\.9 s drained 12/12 in 1\\.1 s"
                        + " refused 0 longest wait 3 ms Undo: deployctl rollback " + host.address() + " "
                        + host.address()
                        + " shop 1\\.4\\.2-bbbbbbbb agent 0\\.1\\.0 ROLE GEN .* standby 7 .* listeners: .*"
                        + " releases: .* 1\\.3\\.7-aaaaaaaa");
        assertThat(screen.text().lines().filter(line -> line.contains(" -> ")).findFirst())
                .get()
                .satisfies(line -> assertThat(line.contains("longest wait")).isEqualTo(columns == 200));
        logHasWhatWasDone();
    }

    private static void logHasWhatWasDone() throws IOException {
        Path log = folder.resolve("debug.log");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
                .isEqualTo("rw-------");
        List<String> lines = Files.readAllLines(log);
        assertThat(lines)
                .allSatisfy(line -> assertThat(line)
                        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d[.\\d]*Z  .*")
                        .doesNotContain("\u001b"));
        assertThat(lines.get(0)).contains("deployctl 0.1.0, Java " + Runtime.version());
        assertThat(lines.get(1)).endsWith("  push --debug-log debug.log" + WAY);
        assertThat(String.join("\n", lines))
                .contains(host.address() + ": connecting")
                .contains(host.address() + ": launched {\"generation\":8")
                .contains(host.address() + ": finished: " + host.address() + "  1.4.1-aaaaaaaa -> 1.4.2-");
        assertThat(lines.get(lines.size() - 1)).endsWith("  ended with exit status 0");
    }

    @Test
    void madeNarrowerWhileALineLivesItKeepsNothingOfIt() throws Exception {
        // A process that script(1) started itself could not be stopped: it would go on at once.
        Process process = start(120, "links/deployctl push" + WAY + "; exit $?");
        await().atMost(LIMIT).until(() -> shown().contains("launched"));
        String java = Long.toString(process.descendants()
                .filter(each -> each.info().command().orElse("").endsWith("/java"))
                .findFirst()
                .orElseThrow()
                .pid());
        Processes.run(folder, "kill", "-STOP", java);
        String terminal = Files.readString(folder.resolve("tty")).strip();
        // What it had written comes before this, and nothing comes after it.
        Files.writeString(Path.of(terminal), MARK);
        await().atMost(LIMIT).until(() -> shown().endsWith(MARK));
        Processes.run(folder, "stty", "-F", terminal, "cols", "76");
        Processes.run(folder, "kill", "-CONT", java);
        await().atMost(LIMIT).until(() -> !shown().endsWith(MARK));
        goOn.countDown();
        Ended ended = installation.end(process);

        assertThat(ended.status()).as(ended.out()).isZero();
        String[] parts = ended.out().split(MARK, -1);
        PaintedScreen screen = new PaintedScreen(120).write(parts[0]);
        assertThat(screen.text()).contains("launched").hasSizeGreaterThan(76);
        screen.resize(76);
        screen.write(parts[1]);
        assertThat(screen.text())
                .matches(host.address()
                        + "  1\\.4\\.1-aaaaaaaa -> 1\\.4\\.2-[0-9a-f]{8}  sent [0-9]+ B\\s+ready 3\\.9 s\n"
                        + "  drained 12/12 in 1\\.1 s  refused 0  longest wait 3 ms\nUndo: deployctl rollback "
                        + host.address());
    }

    @Test
    void controlCTakesAwayWhatLivesAndSaysWhatIsTrue() throws Exception {
        Process process = start(80, "links/deployctl push" + WAY + "; exit $?");
        await().atMost(LIMIT).until(() -> shown().contains("launched"));
        process.getOutputStream().write("\u0003".getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
        Ended ended = installation.end(process);
        goOn.countDown();

        assertThat(ended.status()).isEqualTo(130);
        assertThat(new PaintedScreen(80).write(ended.out()).text())
                .contains("deployctl: interrupted: " + host.address() + " keeps what it has")
                .endsWith("Try: deployctl status")
                .doesNotContain("launched");
    }
}
