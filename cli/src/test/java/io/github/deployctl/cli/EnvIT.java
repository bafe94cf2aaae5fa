package io.github.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.deployctl.cli.fixture.FakeAgent;
import io.github.deployctl.cli.fixture.Host;
import io.github.deployctl.cli.fixture.Processes;
import io.github.deployctl.cli.fixture.Project;
import io.github.deployctl.cli.fixture.Session;
import io.github.deployctl.cli.fixture.Session.Run;
import io.github.deployctl.cli.fixture.Terminal;
import io.github.deployctl.cli.terminal.Screen;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.protocol.SecretStatus;
import io.github.deployctl.common.protocol.SecretsChanged;
import io.github.deployctl.common.protocol.SecretsReport;
import io.github.deployctl.common.protocol.SetSecrets;
import io.github.deployctl.common.protocol.UnsetSecrets;
import io.github.deployctl.common.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secret variables as seen from a command line: where their values come from, and where they never are. */
final class EnvIT {
    private static final String PASSWORD = "tr0ub4dor\"&\\3 and-more=";

    @TempDir
    static Path folder;

    private static Host host;
    private static FakeAgent agent;
    private static volatile boolean agentTells;

    private final List<String> asked = new ArrayList<>();
    private int before;

    @BeforeAll
    static void startHostAndAgent() throws Exception {
        host = Host.start(folder);
        agent = FakeAgent.ofShop(folder, (request, with) -> {
            if (agentTells) {
                with.say(new Event.Note("it was " + PASSWORD));
            }
            with.reply(answer(request));
        });
        Project.declare(folder, host);
    }

    @BeforeEach
    void freshAgent() {
        agentTells = false;
        before = agent.requests().size();
    }

    private List<Request> requests() {
        return agent.requests().subList(before, agent.requests().size());
    }

    @AfterAll
    static void stopThem() throws Exception {
        agent.close();
        host.close();
    }

    private static Reply answer(Request request) {
        if (agentTells) {
            String base64 = Base64.getEncoder().encodeToString(PASSWORD.getBytes(StandardCharsets.UTF_8));
            return new Reply.Failed(Failure.of(FailureCode.NOT_DEPLOYED, "nothing was set: " + PASSWORD)
                    .hint("try " + base64));
        }
        if (request instanceof SetSecrets set) {
            return new SecretsChanged(set.secrets().stream().map(Secret::name).toList(), List.of(), List.of());
        }
        if (request instanceof UnsetSecrets) {
            return new SecretsChanged(List.of(), List.of("OTHER"), List.of("OTHER"));
        }
        return new SecretsReport(List.of(
                new SecretStatus(
                        "DB_PASSWORD", SecretStatus.DEPLOYCTL, "00c0ffee", Session.NOW, "bob\u001b[31m@desk", false),
                new SecretStatus("API_TOKEN", SecretStatus.HOST, null, null, null, null)));
    }

    private static Run run(Session session, String... arguments) {
        return session.runOnHosts(arguments);
    }

    private static Run piped(String input, String... arguments) {
        return run(new Session(folder).at(Screen.NONE, input), arguments);
    }

    private List<Secret> sent() {
        return requests().stream()
                .flatMap(request -> ((SetSecrets) request).secrets().stream())
                .toList();
    }

    @Test
    void theValueOfOneNameIsStandardInputWithoutItsLineEnd() {
        Run run = piped("line one\nline two\n", "env", "set", "DB_PASSWORD");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .isEqualTo(host.address() + "  set DB_PASSWORD; counts from the next start on: deployctl restart "
                        + host.address() + "\n");
        assertThat(sent()).containsExactly(Secret.of("DB_PASSWORD", "line one\nline two"));
    }

    @Test
    void valuesOfSeveralNamesAreLines() {
        Run run = piped("# all\nB='two words'\nA=" + PASSWORD + "\n", "env", "set", "A", "B", "--on", host.address());

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(sent()).containsExactly(Secret.of("A", PASSWORD), Secret.of("B", "two words"));
    }

    @Test
    void whatIsNotAskedForIsNotSet() {
        for (String input : List.of("A=1\nB=2\nC=hunter2hunter2\n", "A=hunter2hunter2\n", "hunter2hunter2", "")) {
            Run run = piped(input, "env", "set", "A", "B");
            assertThat(run.status()).as(run.err()).isEqualTo(2);
            assertThat(run.err()).contains("nothing was set: ").doesNotContain("hunter2");
        }
        assertThat(piped("DB=hunter2hunter2", "env", "set", "DB").err()).contains("without DB=");
        assertThat(requests()).isEmpty();
    }

    @Test
    void somebodyAtATerminalIsAskedForEachAndWhatIsTypedIsHidden() {
        Run run = run(
                new Session(folder).at(Terminal.hiding(80, asked), PASSWORD + "\nsecond-value\n"),
                "env",
                "set",
                "A",
                "B",
                "--output",
                "plain");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("Value of A (it is not shown): ", "Value of B (it is not shown): ");
        assertThat(asked).containsExactly("hidden", "shown", "hidden", "shown");
        assertThat(sent()).containsExactly(Secret.of("A", PASSWORD), Secret.of("B", "second-value"));
    }

    @Test
    void valueInTheCommandLineIsRefusedAndNotRepeated() throws Exception {
        for (String value : List.of("hunter2-and-more", "abc", "--x y")) {
            Run run = piped("", "env", "set", "DB=" + value, "--debug-log", "debug.log");
            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err())
                    .contains("a value has no place on a command line", "this one has been seen")
                    .doesNotContain(value);
            assertThat(Files.readString(folder.resolve("debug.log")))
                    .contains("DB=***")
                    .doesNotContain("=" + value);
        }
        assertThat(piped("", "env", "unset", "DB=hunter2-and-more").err()).doesNotContain("hunter2");
        assertThat(piped("", "env", "list", "DB=hunter2-and-more").err()).doesNotContain("hunter2-");
        assertThat(piped("x", "env", "set", "DEPLOYCTL_RELEASE").status()).isEqualTo(2);
        assertThat(piped("x", "env", "set", "A-B").err()).contains("is no name of a variable");
        assertThat(requests()).isEmpty();
    }

    @Test
    void theListHasNamesAndNotEscapeSequences() {
        assertThat(piped("", "env", "list", "-q").out())
                .isEqualTo(host.address() + "  DB_PASSWORD  set 2026-05-17T10:20:30Z by bob\\x1b[31m@desk,"
                        + " revision 00c0ffee; not in the app that runs: deployctl restart\n"
                        + host.address() + "  API_TOKEN    by the host's env file\n");
        JsonObject document =
                JsonParser.parseString(piped("", "env", "list", "--json").out()).getAsJsonObject();
        assertThat(document.get("command").getAsString()).isEqualTo("env list");
        assertThat(document.toString()).contains("\"name\":\"DB_PASSWORD\"", "\"running\":false");
    }

    @Test
    void whatWasNotSetAndWhatTheHostSetsIsSaid() {
        assertThat(piped("", "env", "unset", "OTHER").out())
                .isEqualTo(host.address() + "  was not set: OTHER\n" + host.address()
                        + "  set by the host's own env file, which wins: OTHER\n");
    }

    @Test
    void noModeRepeatsAValueWhateverAHostSays() throws Exception {
        agentTells = true;
        for (String mode : List.of("plain", "json", "jsonl", "github")) {
            Run run = piped(
                    PASSWORD + "\n", "env", "set", "DB_PASSWORD", "--output", mode, "-v", "--debug-log", "debug.log");

            String all = run.out() + run.err() + Files.readString(folder.resolve("debug.log"));
            assertThat(run.status()).as(mode).isEqualTo(FailureCode.NOT_DEPLOYED.exitStatus());
            assertThat(all).as(mode).contains("nothing was set: ***");
            assertThat(all).as(mode).doesNotContain("tr0ub4do", "and-more", "dHIwdWI0");
            if (mode.equals("json")) {
                assertThat(JsonParser.parseString(run.out()).isJsonObject()).isTrue();
            }
            if (mode.equals("jsonl")) {
                assertThat(run.out().lines())
                        .isNotEmpty()
                        .allMatch(line -> JsonParser.parseString(line).isJsonObject());
            }
        }
    }

    @Test
    void aKeyAndItsPassphraseInTheEnvironmentAreNotRepeated() {
        agentTells = true;
        Run run = run(
                new Session(folder).with("DEPLOYCTL_SSH_KEY_PASSPHRASE", PASSWORD), "env", "list", "--output", "plain");

        assertThat(run.err()).contains("nothing was set: ***").doesNotContain("tr0ub4do");
    }

    @Test
    void aPassphraseThatWasTypedIsNotRepeatedNorIsOneThatWasWrong() throws Exception {
        agentTells = true;
        Files.copy(folder.resolve("key"), folder.resolve("locked"), StandardCopyOption.COPY_ATTRIBUTES);
        Processes.run(folder, "ssh-keygen", "-q", "-p", "-P", "", "-N", PASSWORD, "-f", "locked");
        for (String mode : List.of("plain", "json", "jsonl", "github")) {
            Run run = new Session(folder)
                    .at(Terminal.hiding(80, asked), "Tr0ub4dor-and-so-on\n" + PASSWORD + "\n")
                    .run(
                            "env",
                            "list",
                            "--output",
                            mode,
                            "-v",
                            "--debug-log",
                            "typed.log",
                            "-i",
                            "locked",
                            "--known-hosts",
                            "known_hosts",
                            "--ssh-config",
                            "none");

            String all = run.out() + run.err() + Files.readString(folder.resolve("typed.log"));
            assertThat(run.err()).as(mode).contains("That is not it. Passphrase for ");
            assertThat(all).as(mode).contains("nothing was set: ***");
            assertThat(all).as(mode).doesNotContain("r0ub4do", "and-more", "dHIwdWI0", "so-on");
        }
    }
}
