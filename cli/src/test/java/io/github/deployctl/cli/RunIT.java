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
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.ReleaseId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command on a host, as seen from a command line. */
final class RunIT {
    private static final ReleaseId RELEASE = new ReleaseId("1.4.2-bbbbbbbb");

    @TempDir
    Path folder;

    private Host host;
    private FakeAgent agent;
    private Reply reply = new Reply.Ran(RELEASE, 0, "env exited with status 0", 20);

    @BeforeEach
    void startHostAndAgent() throws Exception {
        host = Host.start(folder);
        agent = FakeAgent.ofShop(folder, (request, with) -> {
            with.say(printed(false, "one\ntw"), printed(true, "bad \u001b[31m\n"), printed(false, "o"));
            with.reply(reply);
        });
        Project.declare(folder, host);
    }

    @AfterEach
    void stopThem() throws Exception {
        agent.close();
        host.close();
    }

    private static Event printed(boolean error, String text) {
        return new Event.Printed(error, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    private Run run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("run", "-i", "key", "--known-hosts", "known_hosts"));
        all.addAll(List.of(arguments));
        return new Session(folder).run(all.toArray(String[]::new));
    }

    @Test
    void whatItPrintsComesThroughByteByByteAndWhatItIsGivenGoesThroughVerbatim() {
        Run run = run("--timeout", "5m", "--", "sh", "-c", "--", "--json", "a b", "");

        assertThat(run.status()).isZero();
        assertThat(run.out()).isEqualTo("one\ntwo");
        assertThat(run.err()).isEqualTo("bad \u001b[31m\n");
        assertThat(agent.requests())
                .containsExactly(new Request.Run(List.of("sh", "-c", "--", "--json", "a b", ""), null, 300_000L));
    }

    @Test
    void onOneHostTheExitCodeIsTheCommands() {
        reply = new Reply.Ran(RELEASE, 42, "java exited with status 42", 1200);

        Run run = run("--", "java");

        assertThat(run.status()).isEqualTo(42);
        assertThat(run.err()).endsWith(host.address() + "  java exited with status 42 after 1.2 s\n");
    }

    @Test
    void whatDeployctlItselfHasToSayIsSaidSo() {
        reply = new Reply.Failed(
                Failure.of(FailureCode.NOT_DEPLOYED, "java was ended: it had not ended after 5s (deadline --timeout)"));

        Run run = run("--timeout", "5s", "--", "java");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("deployctl: " + host.address() + ": java was ended: it had not ended after 5s");
    }

    @Test
    void ofSeveralHostsEachLineSaysWhose() throws Exception {
        String other = "localhost:" + host.port();
        Project.declare(folder, "shop.jar", List.of(host.address(), other));
        Files.writeString(
                folder.resolve("known_hosts"),
                host.knownHostsLine().replace("[127.0.0.1]", "[localhost]"),
                StandardOpenOption.APPEND);
        String first = host.address();
        Run run = run("--", "env");
        assertThat(run.status()).isZero();
        assertThat(run.out()).isEqualTo(first + "  one\n" + first + "  two\n" + other + "  one\n" + other + "  two\n");

        reply = new Reply.Ran(RELEASE, 42, "env exited with status 42", 20);
        Run failed = run("--", "env");
        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.err()).contains(first + "  env exited with status 42", other + "  not tried");
    }

    @Test
    void aProgramGetsADocumentWithAllOfIt() {
        reply = new Reply.Ran(RELEASE, 42, "env exited with status 42", 20);
        Run run = run("--json", "--release", "1.4.2-bbbbbbbb", "--", "env");

        assertThat(run.status()).isEqualTo(42);
        JsonObject document = JsonParser.parseString(run.out()).getAsJsonObject();
        assertThat(document.get("outcome").getAsString()).isEqualTo("failed");
        assertThat(document.get("exitCode").getAsInt()).isEqualTo(42);
        JsonObject one = document.getAsJsonArray("hosts").get(0).getAsJsonObject();
        assertThat(one.get("status").getAsInt()).isEqualTo(42);
        assertThat(one.get("stdout").getAsString()).isEqualTo("one\ntwo");
        assertThat(one.get("stderr").getAsString()).isEqualTo("bad \u001b[31m\n");
        assertThat(agent.requests()).containsExactly(new Request.Run(List.of("env"), RELEASE, null));
    }

    @Test
    void aProgramThatWatchesGetsEachLineAsItIsPrintedAndTheDocumentAsTheLast() {
        Run run = run("--output", "jsonl", "--", "env");

        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        List<JsonObject> events = run.out()
                .lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
        assertThat(events.stream().map(event -> event.get("event").getAsString()))
                .containsExactly("doing", "printed", "printed", "printed", "ended", "result");
        assertThat(events.get(2).get("details").toString()).isEqualTo("{\"error\":true,\"line\":\"bad \\u001b[31m\"}");
        assertThat(events.get(3).get("details").toString()).isEqualTo("{\"error\":false,\"line\":\"two\"}");
        assertThat(events.get(3).get("host").getAsString()).isEqualTo(host.address());
        assertThat(events.get(4).get("details"))
                .isEqualTo(events.get(5)
                        .getAsJsonObject("details")
                        .getAsJsonArray("hosts")
                        .get(0));
    }

    @Test
    void aShellIsThereOnlyForWhomItWasAskedFor() {
        run("--shell", "--release", "live", "--", "echo $HOME");

        assertThat(agent.requests())
                .containsExactly(new Request.Run(List.of("/bin/sh", "-c", "echo $HOME"), null, null));
    }

    @Test
    void whatMakesNoSenseIsExitTwoAndRunsNothing() {
        assertThat(run().status()).isEqualTo(2);
        assertThat(run("--").status()).isEqualTo(2);
        assertThat(run("--shell", "--", "echo", "a").status()).isEqualTo(2);
        assertThat(run("--release", "../x", "--", "env").status()).isEqualTo(2);
        assertThat(run("--help").out()).contains("COMMAND", "Exit code: on one host the command's own");
        assertThat(agent.requests()).isEmpty();
    }
}
