package io.github.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.deployctl.cli.fixture.FakeAgent;
import io.github.deployctl.cli.fixture.Host;
import io.github.deployctl.cli.fixture.Jars;
import io.github.deployctl.cli.fixture.Project;
import io.github.deployctl.cli.fixture.Scripts;
import io.github.deployctl.cli.fixture.Session;
import io.github.deployctl.cli.fixture.Session.Run;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.Caller;
import io.github.deployctl.common.protocol.GenerationStatus;
import io.github.deployctl.common.protocol.HistoryEntry;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.protocol.Timings;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.common.release.ReleaseId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every verb that goes to hosts, over SSH. */
final class VerbsIT {
    private static final ReleaseId NEW = new ReleaseId("1.4.2-bbbbbbbb");

    @TempDir
    Path folder;

    private Host host;
    private FakeAgent agent;

    @BeforeEach
    void startHostAndAgent() throws Exception {
        host = Host.start(folder);
        agent = FakeAgent.ofShop(folder, (request, with) -> with.reply(answer(request)));
        Project.declare(folder, host);
    }

    @AfterEach
    void stopThem() throws Exception {
        agent.close();
        host.close();
    }

    private static Reply answer(Request request) {
        if (request instanceof Request.RollBack) {
            return new Reply.Deployed(Scripts.OLD, NEW, 7, true, true, new Timings(0, 4, 30, 3, 0), Scripts.PROOF);
        }
        if (request instanceof Request.Confirm) {
            return new Reply.Confirmed(NEW, 8, true);
        }
        if (request instanceof Request.Stop) {
            return new Reply.Stopped(NEW);
        }
        if (request instanceof Request.Status) {
            GenerationStatus live = new GenerationStatus(8, NEW, "live", 4711, Session.NOW.minusSeconds(5), 12, 1000);
            return new Reply.StatusReport(
                    new AppName("shop"),
                    "0.1.0",
                    "running",
                    NEW,
                    null,
                    Map.of("http", new ListenAddress("*", 8080)),
                    List.of(live),
                    List.of(NEW));
        }
        if (request instanceof Request.Prune prune) {
            return new Reply.Pruned(List.of(Scripts.OLD), 64_000_000, List.of(NEW), 1000, prune.dryRun());
        }
        if (request instanceof Request.ShowHistory show) {
            HistoryEntry entry =
                    new HistoryEntry(Session.NOW, "push", "ada@laptop", NEW, Scripts.OLD, Timings.NONE, null);
            return new Reply.HistoryReport(List.of(entry.numbered(show.id())));
        }
        if (request instanceof Request.History) {
            return new Reply.HistoryReport(
                    List.of(new HistoryEntry(Session.NOW, "push", "ada@laptop", NEW, Scripts.OLD, Timings.NONE, null)));
        }
        return new Reply.Deployed(NEW, NEW, 9, true, false, new Timings(1000, 4, 30, 3, 0), Scripts.PROOF);
    }

    private Run run(String... arguments) {
        return run(new Session(folder), arguments);
    }

    private Run run(Session session, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-q", "-i", "key", "--known-hosts", "known_hosts"));
        Run run = session.run(all.toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        return run;
    }

    @Test
    void aRollbackGoesToTheReleaseThatWasNamed() {
        assertThat(run("rollback").out())
                .isEqualTo(
                        host.address()
                                + "  1.4.2-bbbbbbbb -> 1.4.1-aaaaaaaa  from standby in 4 ms  drained 3/3 in 30 ms  refused 0  longest wait 3 ms\n");
        run("rollback", "--to", "1.4.1-aaaaaaaa");

        assertThat(agent.requests()).containsExactly(new Request.RollBack(null), new Request.RollBack(Scripts.OLD));
    }

    @Test
    void aRollbackSaysHowFarAndWhy() {
        run("rollback", "--steps", "2", "--reason", "too slow", "--force");

        assertThat(agent.requests()).containsExactly(new Request.RollBack(null, 2, null, "too slow", true));
    }

    @Test
    void helpForARollbackAsksNobody() {
        assertThat(new Session(folder).run("rollback", "--help").out()).contains("--to=RELEASE", "--steps=N");
        assertThat(new Session(folder)
                        .run("rollback", "--to", "1", "--steps", "2")
                        .status())
                .isEqualTo(2);

        assertThat(agent.requests()).isEmpty();
    }

    @Test
    void aConfirmationSaysWhatItWasFor() {
        assertThat(run("confirm").out()).isEqualTo(host.address() + "  1.4.2-bbbbbbbb  confirmed\n");

        assertThat(agent.requests()).containsExactly(new Request.Confirm(null));
    }

    @Test
    void aRestartAndAStartLaunchTheReleaseAnew() {
        assertThat(run("restart").out())
                .isEqualTo(
                        host.address()
                                + "  1.4.2-bbbbbbbb restarted  ready 1.0 s  drained 3/3 in 30 ms  refused 0  longest wait 3 ms\n");
        run("start");

        assertThat(agent.requests()).containsExactly(new Request.Restart(), new Request.Start());
    }

    @Test
    void aStopSaysHowToStartAgain() {
        assertThat(run("stop", "--yes").out())
                .isEqualTo(
                        host.address() + "  1.4.2-bbbbbbbb  stopped\nUndo: deployctl start " + host.address() + "\n");

        assertThat(agent.requests()).containsExactly(new Request.Stop());
    }

    @Test
    void aStatusIsTextForPeopleAndADocumentForPrograms() {
        assertThat(run("status").out())
                .startsWith(host.address() + "  shop  1.4.2-bbbbbbbb  agent 0.1.0\n  ROLE ")
                .contains("\n  live ", "5 s");

        JsonObject document =
                JsonParser.parseString(run("status", "--json").out()).getAsJsonObject();
        assertThat(document.get("command").getAsString()).isEqualTo("status");
        JsonObject status =
                document.getAsJsonArray("hosts").get(0).getAsJsonObject().getAsJsonObject("answer");
        assertThat(status.get("current").getAsString()).isEqualTo("1.4.2-bbbbbbbb");
        assertThat(status.getAsJsonArray("generations")).hasSize(1);
    }

    @Test
    void aHistoryIsAskedForAsLongAsWanted() {
        assertThat(run("history", "-n", "3").out())
                .startsWith(host.address() + "\nID  WHEN (UTC) ")
                .contains("push  1.4.2-bbbbbbbb <- 1.4.1-aaaaaaaa  done");
        run("history");

        assertThat(agent.requests()).containsExactly(new Request.History(3), new Request.History(20));
    }

    @Test
    void oneEntryOfAHistoryIsShownInFull() {
        assertThat(run("history", "show", "12", host.address()).out())
                .startsWith(host.address() + "  entry 12  push  done\n");
        assertThat(agent.requests()).containsExactly(new Request.ShowHistory(12));
    }

    @Test
    void aPruneSaysWhatGoes() {
        assertThat(run("prune", "--keep", "2", "--dry-run").out())
                .startsWith(host.address() + "  would remove 1 release, which gives 64.0 MB\n");
        run("prune");
        assertThat(agent.requests()).containsExactly(new Request.Prune(2, true), new Request.Prune(null, false));
    }

    @Test
    void theAgentIsToldWhoAsksAndFromWhichRun() {
        Session inCi = new Session(folder)
                .with("GITHUB_ACTIONS", "true")
                .with("GITHUB_SERVER_URL", "https://github.example")
                .with("GITHUB_REPOSITORY", "ada/shop")
                .with("GITHUB_RUN_ID", "42");
        run(inCi, "status");

        assertThat(agent.caller())
                .isEqualTo(new Caller("ada", "laptop", "https://github.example/ada/shop/actions/runs/42"));
    }

    private static String[] words(String verb, String... rest) {
        return Stream.concat(Stream.of(verb.split(" ", -1)), Stream.of(rest)).toArray(String[]::new);
    }

    @Test
    void aPushThatStopsHalfwayIsExitThreeAndSaysWhichHostsAreLeft() throws Exception {
        Jars.executable(folder.resolve("shop.jar"), "1.4.2");
        agent.close();
        AtomicInteger deploys = new AtomicInteger();
        agent = FakeAgent.ofShop(folder, (request, with) -> {
            if (request instanceof Request.Stage) {
                with.reply(new Reply.ArtifactPresent());
            } else if (deploys.getAndIncrement() == 0) {
                with.reply(Scripts.deployed(NEW, true));
            } else {
                with.reply(new Reply.Failed(Failure.of(FailureCode.NOT_DEPLOYED, "candidate 8 exited with 1")));
            }
        });
        String port = ":" + host.port();
        // Three names of one machine.
        Project.declare(folder, "shop.jar", List.of("127.0.0.1" + port, "localhost" + port, "web3" + port));
        Files.writeString(
                folder.resolve("known_hosts"),
                host.knownHostsLine().replace("[127.0.0.1]", "[localhost]"),
                StandardOpenOption.APPEND);
        Files.writeString(folder.resolve("ssh_config"), "Host web3\nHostName 127.0.0.1\n");
        String[] way = {"-i", "key", "--known-hosts", "known_hosts", "--ssh-config", "ssh_config"};
        Files.copy(folder.resolve("shop.jar"), folder.resolve("a shop.jar"));
        String[] artifact =
                Stream.concat(Stream.of("a shop.jar"), Stream.of(way)).toArray(String[]::new);

        Run text = new Session(folder).run(words("push -q --artifact", artifact));
        assertThat(text.status()).as(text.err()).isEqualTo(3);
        assertThat(text.out())
                .matches(
                        "127.0.0.1:\\d+ .* -> 1.4.2-bbbbbbbb .*\nlocalhost:\\d+  failed\nweb3:\\d+  not tried\nUndo: .*\n");
        assertThat(text.err())
                .contains("deployctl: localhost" + port + ": candidate 8 exited with 1")
                .contains("push ended halfway: changed 127.0.0.1" + port + "; not done on localhost" + port + ", web3"
                        + port)
                .contains("Try: deployctl push localhost" + port + " web3" + port
                        + " --artifact 'a shop.jar' --ssh-config ssh_config, once the cause is gone; or deployctl"
                        + " rollback 127.0.0.1" + port + " --ssh-config ssh_config\n");

        deploys.set(0);
        Run json = new Session(folder).run(words("push --json", way));
        JsonObject document = JsonParser.parseString(json.out()).getAsJsonObject();
        assertThat(document.get("outcome").getAsString()).isEqualTo("mixed");
        assertThat(document.get("exitCode").getAsInt()).isEqualTo(json.status()).isEqualTo(3);
        JsonArray hosts = document.getAsJsonArray("hosts");
        assertThat(hosts.asList())
                .extracting(element -> element.getAsJsonObject().get("outcome").getAsString())
                .containsExactly("deployed", "failed", "skipped");
    }

    @Test
    void verboseSaysHowTheHostWasReached() {
        Run run = new Session(folder).run("status", "-v", "-i", "key", "--known-hosts", "known_hosts");

        assertThat(run.err())
                .contains("connecting to 127.0.0.1 port " + host.port() + " as ada")
                .contains("1 key was offered: " + folder.resolve("key"));
    }
}
