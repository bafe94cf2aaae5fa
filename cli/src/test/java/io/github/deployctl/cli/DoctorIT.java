package io.github.deployctl.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.deployctl.cli.fixture.FakeAgent;
import io.github.deployctl.cli.fixture.HeldPort;
import io.github.deployctl.cli.fixture.Host;
import io.github.deployctl.cli.fixture.Jars;
import io.github.deployctl.cli.fixture.Session;
import io.github.deployctl.cli.fixture.Session.Run;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.GenerationStatus;
import io.github.deployctl.common.protocol.Hello;
import io.github.deployctl.common.protocol.HostFacts;
import io.github.deployctl.common.protocol.Installed;
import io.github.deployctl.common.protocol.KernelSettings;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.common.release.Checksum;
import io.github.deployctl.common.release.ReleaseId;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code doctor} says of a host in this process. */
final class DoctorIT {
    private static final AppName SHOP = new AppName("shop");
    private static final ReleaseId RELEASE = new ReleaseId("1.4.2-bbbbbbbb");
    private static final String OURS = io.github.deployctl.cli.command.Version.current();

    @TempDir
    private static Path shared;

    private static Host host;

    @TempDir
    Path folder;

    private String address = "";
    private @Nullable FakeAgent agent;
    private long memory = 8_000_000_000L;
    private Instant now = Session.NOW;

    @BeforeAll
    static void startHost() throws Exception {
        host = Host.start(shared);
    }

    @AfterAll
    static void stopHost() throws Exception {
        host.close();
    }

    @BeforeEach
    void prepare() throws Exception {
        address = host.address();
        Files.copy(shared.resolve("key"), folder.resolve("key"));
        Files.copy(shared.resolve("known_hosts"), folder.resolve("known_hosts"));
        Jars.executable(folder.resolve("shop.jar"), "1.4.2", 100_000);
        Files.setLastModifiedTime(
                folder.resolve("shop.jar"), java.nio.file.attribute.FileTime.from(Session.NOW.minusSeconds(60)));
        declare("listeners: {http: 8080}");
    }

    @AfterEach
    void stopAgent() throws Exception {
        if (agent != null) {
            agent.close();
        }
    }

    private void declare(String listeners) throws Exception {
        Files.writeString(
                folder.resolve("deployctl.yml"), """
                app: shop
                artifact: shop.jar
                %s
                hosts: ["%s"]
                socket: %s
                """.formatted(listeners, address, folder.resolve("agent.sock")));
    }

    private void serve(String version) throws Exception {
        agent = FakeAgent.start(
                folder.resolve("agent.sock"), new Hello.AgentHello(1, 1, version, SHOP), (request, with) -> {
                    if (request instanceof Request.Status) {
                        with.reply(status(version));
                    } else if (request instanceof Request.Examine) {
                        with.reply(examined());
                    } else {
                        with.reply(new Reply.Failed(Failure.of(FailureCode.BUG, "asked to change something")));
                    }
                });
    }

    private static Reply status(String version) {
        return new Reply.StatusReport(
                SHOP,
                version,
                "running",
                RELEASE,
                null,
                Map.of("http", new ListenAddress("*", 8080)),
                List.of(new GenerationStatus(7, RELEASE, "live", 4711, Session.NOW, 3, 600_000_000)),
                List.of(RELEASE));
    }

    private Reply examined() {
        HostFacts facts = new HostFacts(
                now,
                "/usr/bin/java",
                17,
                memory,
                67_000_000,
                20_000_000_000L,
                33_000_000,
                60_000,
                4096,
                4096,
                32768,
                60999,
                List.of(new HostFacts.Port(8080, "pid 4711 (java)", true)),
                new KernelSettings(4096, 1, 0, 65_536, 20));
        Installed installed = new Installed(
                RELEASE,
                new Checksum("b".repeat(64)),
                1000,
                Declaration.of(SHOP, Map.of("http", new ListenAddress("*", 8080))),
                null);
        return new Reply.Examined(facts, installed, true, List.of(), List.of());
    }

    private Run doctor(String... more) {
        List<String> words = new ArrayList<>(List.of("doctor", "-i", "key", "--known-hosts", "known_hosts"));
        words.addAll(List.of(more));
        return new Session(folder).run(words.toArray(String[]::new));
    }

    private static JsonObject json(Run run) {
        return JsonParser.parseString(run.out()).getAsJsonObject();
    }

    /** Returns the first finding of a check about the only host. */
    private static JsonObject finding(JsonObject document, String check) {
        return find(document.getAsJsonArray("hosts").get(0).getAsJsonObject(), check)
                .orElseThrow();
    }

    private static Optional<JsonObject> find(JsonObject part, String check) {
        for (JsonElement each : part.getAsJsonArray("findings")) {
            if (each.getAsJsonObject().get("check").getAsString().equals(check)) {
                return Optional.of(each.getAsJsonObject());
            }
        }
        return Optional.empty();
    }

    private static String level(JsonObject finding) {
        return finding.get("level").getAsString();
    }

    @Test
    void theDebugLogHasWhatTheAgentWasAskedAndWhatEachCheckFound() throws Exception {
        serve(OURS);

        Run run = doctor("--json", "--debug-log", "debug.log");

        List<String> log = Files.readAllLines(folder.resolve("debug.log")).stream()
                .map(line -> line.replaceFirst("^\\S+  ", ""))
                .toList();
        assertThat(log)
                .as(String.join("\n", log))
                .anyMatch(line -> line.matches("\\Q" + address + "\\E: -> status, [0-9]+ bytes"))
                .anyMatch(line -> line.matches("\\Q" + address + "\\E: <- status-report, [0-9]+ bytes"))
                .anyMatch(line -> line.matches("\\Q" + address + "\\E: -> examine, [0-9]+ bytes"))
                .endsWith("ended with exit status 0");
        assertThat(log).as("here").containsAll(told("here", json(run)));
        assertThat(log)
                .as("there")
                .containsAll(
                        told(address, json(run).getAsJsonArray("hosts").get(0).getAsJsonObject()));
    }

    /** Returns the lines for the findings that a document has. */
    private static List<String> told(String where, JsonObject part) {
        List<String> lines = new ArrayList<>();
        for (JsonElement each : part.getAsJsonArray("findings")) {
            JsonObject finding = each.getAsJsonObject();
            String fix = finding.has("fix") ? "; try: " + finding.get("fix").getAsString() : "";
            String follows =
                    finding.has("follows") ? "; so: " + finding.get("follows").getAsString() : "";
            lines.add(where + ": check " + finding.get("check").getAsString() + ": " + level(finding) + ": "
                    + finding.get("found").getAsString() + follows + fix);
        }
        return lines;
    }

    @Test
    void aHostWhereAllIsWellFailsInNothing() throws Exception {
        serve(OURS);

        Run run = doctor("--json");
        JsonObject document = json(run);

        assertThat(run.status()).as(run.out()).isZero();
        assertThat(document.get("command").getAsString()).isEqualTo("doctor");
        assertThat(document.getAsJsonObject("counts").get("fail").getAsInt()).isZero();
        JsonObject only = document.getAsJsonArray("hosts").get(0).getAsJsonObject();
        assertThat(only.get("outcome").getAsString()).as(run.out()).isEqualTo("well");
        only.getAsJsonArray("findings")
                .forEach(each -> assertThat(level(each.getAsJsonObject()))
                        .as(each.toString())
                        .isEqualTo("ok"));
        assertThat(finding(document, "host key").get("found").getAsString()).contains(host.fingerprint());
        assertThat(requireNonNull(agent).requests()).hasSize(2);
    }

    @Test
    void forPeopleItIsALineForEachFinding() throws Exception {
        serve(OURS);

        Run run = doctor("-q");

        assertThat(run.status()).as(run.out()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("here\n  ok    java        Java ")
                .contains("  ok    keys        " + folder.resolve("key") + " can be used\n")
                .contains("  ok    config      " + folder.resolve("deployctl.yml") + ": app shop, 1 host\n")
                .contains("  ok    artifact    " + folder.resolve("shop.jar") + ", 10")
                .contains("\n" + host.address() + "\n  ok    connection  ")
                .contains("  ok    agent       " + OURS + ", as here\n")
                .contains("  ok    memory      8.0 GB for a second process, which needs 667.0 MB\n")
                .contains("\nNothing failed, 3 warnings, ");
    }

    @Test
    void aHostThatIsDownIsToldAndNothingElseOfItIsOk() throws Exception {
        Run run;
        try (HeldPort nobody = new HeldPort()) {
            address = "127.0.0.1:" + nobody.number();
            declare("listeners: {http: 8080}");
            run = doctor("--json");
        }
        JsonObject document = json(run);

        assertThat(run.status()).isEqualTo(FailureCode.UNREACHABLE.exitStatus());
        assertThat(level(finding(document, "connection"))).as(run.out()).isEqualTo("fail");
        assertThat(finding(document, "connection").get("fix").getAsString()).contains("check that sshd runs there");
        document.getAsJsonArray("hosts").get(0).getAsJsonObject().getAsJsonArray("findings").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(each -> !each.get("check").getAsString().equals("connection"))
                .forEach(each -> assertThat(level(each)).as(each.toString()).isEqualTo("skip"));
        assertThat(doctor().out()).contains("skip  host key, login, way: it did not come to that\n");
    }

    @Test
    void aHostKeyThatIsNotTheKnownOneIsRefused() throws Exception {
        serve(OURS);
        String line = "[127.0.0.1]:" + host.port() + " "
                + Host.authorizedKey(Host.generate().getPublic()) + "\n";
        Files.writeString(folder.resolve("known_hosts"), line);

        Run run = doctor("--json");

        assertThat(run.status()).isEqualTo(FailureCode.AUTH_REFUSED.exitStatus());
        JsonObject key = finding(json(run), "host key");
        assertThat(level(key)).isEqualTo("fail");
        assertThat(key.get("found").getAsString()).contains("shows another ssh-rsa key than the known one");
        assertThat(key.get("fix").getAsString()).contains("ssh-keygen -R '[127.0.0.1]:" + host.port() + "'");
        assertThat(level(finding(json(run), "connection"))).isEqualTo("ok");
        assertThat(level(finding(json(run), "login"))).isEqualTo("skip");
    }

    @Test
    void aHostKeyThatNobodyKnowsIsRefusedAndNotLearnt() throws Exception {
        Files.writeString(folder.resolve("known_hosts"), "");

        Run run = doctor("--json");

        assertThat(run.status()).isEqualTo(FailureCode.AUTH_REFUSED.exitStatus());
        assertThat(finding(json(run), "host key").get("found").getAsString()).contains("is not known");
        assertThat(folder.resolve("known_hosts")).isEmptyFile();
    }

    @Test
    void aLoginThatIsRefusedIsToldWithTheKeysThatWereTried() throws Exception {
        Host.writeKey(folder.resolve("key"), Host.generate());

        Run run = doctor("--json");

        assertThat(run.status()).isEqualTo(FailureCode.AUTH_REFUSED.exitStatus());
        assertThat(level(finding(json(run), "host key"))).isEqualTo("ok");
        assertThat(level(finding(json(run), "login"))).isEqualTo("fail");
        assertThat(level(finding(json(run), "agent"))).isEqualTo("skip");
    }

    @Test
    void anAgentThatIsDownIsToldAndItsUnitAskedAbout() {
        Run run = doctor("--json");
        JsonObject document = json(run);

        assertThat(run.status()).isEqualTo(FailureCode.UNREACHABLE.exitStatus());
        assertThat(level(finding(document, "login"))).isEqualTo("ok");
        assertThat(level(finding(document, "way"))).isEqualTo("fail");
        // This host's SSH server runs no commands.
        assertThat(level(finding(document, "unit"))).isEqualTo("skip");
        assertThat(finding(document, "unit").get("fix").getAsString())
                .isEqualTo(
                        "ssh -p " + host.port() + " root@127.0.0.1 \"systemctl status deployctl-agent@shop.service\"");
        assertThat(finding(document, "memory").get("found").getAsString()).isEqualTo("only the agent could tell");
    }

    @Test
    void anAgentOfAnotherVersionIsAWarning() throws Exception {
        serve("0.0.1");

        Run run = doctor("--json");

        assertThat(run.status()).as(run.out()).isZero();
        JsonObject found = finding(json(run), "agent");
        assertThat(level(found)).isEqualTo("warn");
        assertThat(found.get("found").getAsString()).isEqualTo("version 0.0.1, here " + OURS);
        assertThat(found.get("fix").getAsString())
                .isEqualTo("deployctl setup " + host.address() + " && deployctl agent upgrade " + host.address());
    }

    @Test
    void tooLittleMemoryForTwoProcessesIsAFailure() throws Exception {
        memory = 300_000_000;
        serve(OURS);

        Run run = doctor("--json");

        assertThat(run.status()).isEqualTo(FailureCode.NOT_DEPLOYED.exitStatus());
        JsonObject found = finding(json(run), "memory");
        assertThat(level(found)).isEqualTo("fail");
        assertThat(found.get("code").getAsString()).isEqualTo("NOT_DEPLOYED");
        assertThat(found.get("found").getAsString())
                .isEqualTo("only 300.0 MB for a second process, which needs 667.0 MB");
    }

    @Test
    void aClockThatIsWrongIsAWarning() throws Exception {
        now = Session.NOW.minusSeconds(90);
        serve(OURS);

        JsonObject found = finding(json(doctor("--json")), "clock");

        assertThat(level(found)).isEqualTo("warn");
        // The clock here stands still, and the answer takes its time.
        assertThat(found.get("found").getAsString()).matches("9\\d\\.\\d s behind the one here, .*");
    }

    @Test
    void aConfigurationThatIsWrongIsAFindingAndTheOthersAreStillMade() throws Exception {
        declare("listenrs: {http: 8080}");

        Run run = doctor("--json");
        JsonObject config = find(json(run), "config").orElseThrow();

        assertThat(run.status()).isEqualTo(FailureCode.CONFIG_INVALID.exitStatus());
        assertThat(level(config)).isEqualTo("fail");
        assertThat(config.get("found").getAsString())
                .contains("deployctl.yml:1:1: required key \"listeners\" is missing", "; and 1 more");
        assertThat(config.get("fix").getAsString()).isEqualTo("deployctl config validate");
        assertThat(level(find(json(run), "java").orElseThrow())).isEqualTo("ok");
        assertThat(level(find(json(run), "artifact").orElseThrow())).isEqualTo("skip");
        assertThat(json(run).getAsJsonArray("hosts")).isEmpty();
    }

    @Test
    void withoutAConfigurationItSaysHowToMakeOne() throws Exception {
        Files.delete(folder.resolve("deployctl.yml"));

        Run run = doctor();

        assertThat(run.status()).isEqualTo(FailureCode.CONFIG_INVALID.exitStatus());
        assertThat(run.out()).contains("deployctl.yml does not exist\n", "Try: deployctl init");
    }

    @Test
    void withoutHostsItLooksAtWhatIsHere() throws Exception {
        Files.writeString(folder.resolve("deployctl.yml"), "app: shop\nartifact: shop.jar\nlisteners: {http: 8080}\n");

        Run run = doctor("--json");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(level(find(json(run), "config").orElseThrow())).isEqualTo("warn");
        assertThat(level(find(json(run), "artifact").orElseThrow())).isEqualTo("ok");
        assertThat(level(find(json(run), "keys").orElseThrow())).isEqualTo("skip");
    }

    @Test
    void aHostThatSaysNothingIsWaitedForNoLongerThanTheDeadline() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = "127.0.0.1:" + silent.getLocalPort();
            declare("listeners: {http: 8080}");

            JsonObject found = finding(json(doctor("--json", "--connect-timeout", "300ms")), "connection");

            assertThat(level(found)).isEqualTo("fail");
            assertThat(found.get("found").getAsString()).contains("within 300ms (deadline connect.timeout)");
        }
    }

    @Test
    void aHostThatNobodyDeclaredIsAWrongCommandLine() {
        assertThat(doctor("nowhere").status()).isEqualTo(FailureCode.USAGE.exitStatus());
    }

    @Test
    void aKeyInTheEnvironmentIsNamedAndNeverShown() throws Exception {
        serve(OURS);
        String key = Files.readString(folder.resolve("key"));

        Run run = new Session(folder)
                .with("DEPLOYCTL_SSH_KEY", key)
                .with("DEPLOYCTL_SSH_KEY_PASSPHRASE", "correct horse")
                .run("doctor", "--known-hosts", "known_hosts", "--verbose");

        assertThat(run.status()).as(run.out()).isZero();
        assertThat(run.out()).contains("DEPLOYCTL_SSH_KEY can be used");
        assertThat(run.out() + run.err())
                .doesNotContain("correct horse", key.lines().toList().get(1));
    }

    @Test
    void asLinesTheDocumentIsTheLast() throws Exception {
        serve(OURS);

        List<String> lines = doctor("--output", "jsonl").out().lines().toList();

        assertThat(lines).hasSizeGreaterThan(1);
        assertThat(lines.get(lines.size() - 1)).contains("\"result\"", "\"command\":\"doctor\"");
    }
}
