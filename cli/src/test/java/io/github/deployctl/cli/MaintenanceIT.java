package io.github.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.deployctl.cli.fixture.FakeAgent;
import io.github.deployctl.cli.fixture.Host;
import io.github.deployctl.cli.fixture.Project;
import io.github.deployctl.cli.fixture.Session;
import io.github.deployctl.cli.fixture.Session.Run;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Lease;
import io.github.deployctl.common.protocol.Maintain;
import io.github.deployctl.common.protocol.Maintenance;
import io.github.deployctl.common.protocol.Notice;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code maintenance on} and {@code off} as seen from a command line. */
final class MaintenanceIT {
    private static final Maintenance MAINTENANCE =
            new Maintenance(Session.NOW, "ada@laptop as deploy", null, 60, List.of("http"));

    @TempDir
    Path folder;

    private Host host;
    private FakeAgent agent;
    private volatile Reply answer = new Reply.Maintained(true, MAINTENANCE);

    @BeforeEach
    void startHostAndAgent() throws Exception {
        host = Host.start(folder);
        agent = FakeAgent.ofShop(folder, (request, with) -> {
            with.say(new Event.Draining(7, 12), new Event.Drained(7, 12, 0, 300));
            with.reply(answer);
        });
        Project.declare(folder, host);
    }

    @AfterEach
    void stopThem() throws Exception {
        agent.close();
        host.close();
    }

    private Run run(String... arguments) {
        return new Session(folder).runOnHosts(arguments);
    }

    private Notice asked() {
        Maintain last = (Maintain) agent.requests().get(agent.requests().size() - 1);
        return Objects.requireNonNull(last.notice(), "it was not about turning it on");
    }

    @Test
    void itIsTurnedOnWithTheAgentsOwnPageAndSaysHowToTurnItOff() {
        Run run = run("maintenance", "on", "-q");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .isEqualTo(host.address() + "  in maintenance: 503 from the agent\nUndo: deployctl maintenance off "
                        + host.address() + "\n");
        assertThat(agent.requests()).containsExactly(new Maintain(new Notice(null, null, 60, List.of()), null));
        assertThat(agent.leases()).extracting(Request.Acquire::term).containsExactly(Lease.Term.MOVE);
    }

    @Test
    void thePageItsTypeAndTheRestReachTheAgent() throws Exception {
        byte[] page = "<p>back at noon \u2014 sorry</p>".getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve("closed.html"), page);
        Files.writeString(folder.resolve("closed.json"), "{}");

        Run run = run(
                "maintenance",
                "on",
                "--page",
                "closed.html",
                "--retry-after",
                "2h",
                "--http",
                "http",
                "--http",
                "admin",
                "--message",
                "moving \u001b[31mred",
                "-q");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(agent.requests())
                .containsExactly(new Maintain(
                        new Notice(
                                Base64.getEncoder().encodeToString(page),
                                "text/html; charset=utf-8",
                                7200,
                                List.of("http", "admin")),
                        "moving ?[31mred"));

        assertThat(run("maintenance", "on", "--page", "closed.json", "-q").status())
                .isZero();
        assertThat(asked().contentType()).isEqualTo("application/json");
    }

    @Test
    void aPageThatCannotBeSentIsRefusedBeforeAnyHostIsAsked() throws Exception {
        Files.write(folder.resolve("full.html"), new byte[Notice.LARGEST_PAGE]);
        assertThat(run("maintenance", "on", "--page", "full.html", "-q").status())
                .isZero();
        int before = agent.requests().size();

        for (int more = 1; more < 4; more++) {
            Files.write(folder.resolve("large.html"), new byte[Notice.LARGEST_PAGE + more]);
            Run large = run("maintenance", "on", "--page", "large.html");
            assertThat(large.status()).isEqualTo(2);
            assertThat(large.err())
                    .startsWith("deployctl: nothing was changed: ")
                    .contains("65536 bytes at most");
        }
        Run missing = run("maintenance", "on", "--page", "gone.html");
        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.err())
                .startsWith("deployctl: nothing was changed: there is no file \"gone.html\" for a page");
        assertThat(run("maintenance", "on", "--page", ".").status()).isEqualTo(2);
        assertThat(run("maintenance", "on", "--retry-after", "2d").status()).isEqualTo(2);
        assertThat(run("maintenance", "on", "--retry-after", "10ms").status()).isEqualTo(2);
        assertThat(run("maintenance", "on", "--message", "x".repeat(501)).status())
                .isEqualTo(2);
        assertThat(run("maintenance").status()).isEqualTo(2);
        assertThat(agent.requests()).hasSize(before);
    }

    @Test
    void itIsTurnedOffAndAskedTwiceChangesNothing() {
        answer = new Reply.Maintained(true, null);
        Run off = run("maintenance", "off", "--message", "moved", "-q");
        assertThat(off.status()).as(off.err()).isZero();
        assertThat(off.out()).isEqualTo(host.address() + "  the app answers\n");
        assertThat(agent.requests()).containsExactly(new Maintain(null, "moved"));

        answer = new Reply.Maintained(false, null);
        Run again = run("maintenance", "off", "-q");
        assertThat(again.status()).isZero();
        assertThat(again.out()).isEqualTo(host.address() + "  not in maintenance: the app answers\n");

        answer = new Reply.Maintained(false, MAINTENANCE);
        Run already = run("maintenance", "on", "-q");
        assertThat(already.status()).isZero();
        assertThat(already.out()).isEqualTo(host.address() + "  already in maintenance: 503 from the agent\n");
    }

    @Test
    void theDocumentSaysWhatBecameOfEachHost() {
        assertThat(outcome("on")).isEqualTo("maintenance-on");
        answer = new Reply.Maintained(false, MAINTENANCE);
        assertThat(outcome("on")).isEqualTo("unchanged");
        answer = new Reply.Maintained(true, null);
        assertThat(outcome("off")).isEqualTo("maintenance-off");
    }

    private String outcome(String word) {
        Run run = run("maintenance", word, "--json");
        assertThat(run.status()).as(run.err()).isZero();
        JsonObject document = JsonParser.parseString(run.out()).getAsJsonObject();
        assertThat(document.get("command").getAsString()).isEqualTo("maintenance " + word);
        assertThat(document.get("exitCode").getAsInt()).isZero();
        String all = document.get("outcome").getAsString();
        assertThat(document.getAsJsonArray("hosts")
                        .get(0)
                        .getAsJsonObject()
                        .get("outcome")
                        .getAsString())
                .isEqualTo(all);
        return all;
    }

    @Test
    void anAgentThatHasNoWordForItIsToBeUpgraded() {
        answer = new Reply.Failed(Failure.of(FailureCode.USAGE, "nothing was done: unknown message \"maintain\""));
        Run run = run("maintenance", "on", "-q");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("unknown message \"maintain\"")
                .contains("Try: the agent there may be too old to be asked this: deployctl agent upgrade");
    }

    @Test
    void whatTheAgentRefusesIsExitOneWithItsReasonAndWithoutAnUndo() {
        answer = new Reply.Failed(Failure.of(FailureCode.NOT_DEPLOYED, "maintenance is not on: the app has no listener")
                .serving("generation 7 (1.4.2) serves")
                .hint("declare one under listeners, and push"));
        Run run = run("maintenance", "on", "-q");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .isEqualTo("deployctl: " + host.address()
                        + ": maintenance is not on: the app has no listener\ngeneration 7 (1.4.2) serves\n"
                        + "Try: declare one under listeners, and push\n");
    }
}
