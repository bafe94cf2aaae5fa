package io.github.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.deployctl.cli.completion.SeenReleases;
import io.github.deployctl.cli.fixture.Jars;
import io.github.deployctl.cli.fixture.Session;
import io.github.deployctl.cli.fixture.Session.Run;
import io.github.deployctl.cli.fixture.Terminal;
import io.github.deployctl.cli.terminal.Screen;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.common.release.ReleaseId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be said without any host. */
final class CommandLineTest {
    private static final Screen TERMINAL = Terminal.of(80);

    @TempDir
    Path folder;

    private Run run(String... arguments) {
        return new Session(folder).run(arguments);
    }

    private void declare(String more) throws Exception {
        Files.writeString(
                folder.resolve("deployctl.yml"), "app: shop\nartifact: shop.jar\nlisteners: {http: 8080}\n" + more);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "init",
                "config",
                "push",
                "rollback",
                "status",
                "history",
                "restart",
                "stop",
                "start",
                "agent",
                "completion"
            })
    void helpIsOnlyEverHelpAndStartsWithAnExample(String verb) {
        for (Run run : new Run[] {run(verb, "-h"), run(verb, "--help"), run(verb, "--bogus", "-h", "x")}) {
            assertThat(run.status()).isZero();
            assertThat(run.out()).matches("(?s)Examples?: .*").contains("Usage: deployctl " + verb);
            assertThat(run.err()).isEmpty();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anArgumentThatTheLocaleHasNoCharactersForIsRefused() throws Exception {
        Run run = run("config", "validate", "--config", "f\uFFFD\uFFFDr.yml");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("""
                deployctl: nothing was done: argument 4 cannot be read in this locale
                Try: LC_ALL=C.UTF-8 deployctl ...
                """);
        JsonObject document = JsonParser.parseString(
                        run("status", "--json", "web\uFFFD").out())
                .getAsJsonObject();
        assertThat(document.get("command").getAsString()).isEqualTo("status");
        assertThat(document.get("exitCode").getAsInt()).isEqualTo(2);
    }

    @Test
    void theVersionIsOneLine() {
        assertThat(run("--version").out()).isEqualTo("deployctl 0.1.0\n");
        assertThat(run("-V")).isEqualTo(run("--version"));
        assertThat(run("push", "-V").out()).isEqualTo("deployctl 0.1.0\n");
    }

    @Test
    void theNameAloneTellsWhatThereIsAndDoesNothing() {
        Run run = run();
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .isEqualTo(run("--help").out()
                        + "deployctl: nothing was done: no command was given\nTry: deployctl --help\n");
    }

    @Test
    void aSlipOfTheFingerIsExitTwoWithTheNearestWord() {
        assertThat(run("psh"))
                .isEqualTo(
                        new Run(
                                2,
                                "",
                                "deployctl: nothing was done: unknown command \"psh\"; did you mean push?\nTry: deployctl --help\n"));
        assertThat(run("push", "--artefact", "x").err())
                .contains("unknown option \"--artefact\"; did you mean --artifact?");
        assertThat(run().status()).isEqualTo(2);
        assertThat(run("push", "--connect-timeout", "10").err())
                .contains("option --connect-timeout: duration \"10\" is not a whole number with a unit");
        assertThat(run("rollback", "--to", "../x").status()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "push --port ssh|option --port must be a whole number, not \"ssh\"",
                "push --lock-wait|option --lock-wait needs a value: TIME",
                "push --user a --user b|option --user stands twice",
                "push --output yaml|option --output must be one of auto, tty, plain, json, jsonl, github, not \"yaml\"",
                "completion tcsh|SHELL must be one of bash, zsh, fish, not \"tcsh\"",
                "report|FILE is missing",
                "agent|agent wants to know what: status or upgrade"
            })
    void whatIsWrongWithACommandLineIsSaidInOneManner(String words, String why) {
        Run run = run(words.split(" "));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).startsWith("deployctl: nothing was done: " + why + "\n");
    }

    @Test
    void aFileThatIsNotThereIsSaidInWords() {
        assertThat(run("report", "absent.json").err())
                .isEqualTo("deployctl: no report was made of absent.json: no such file or folder\n");
        assertThat(run("status", "--debug-log", "absent/log").err())
                .contains("absent/log cannot be written: no such file or folder")
                .doesNotContain("Exception");
        assertThat(run("status", "--config", ".").err()).contains("cannot be read: Is a directory");
    }

    @Test
    void aCommandForHostsWantsItsDashesBeforeAnyHostIsLookedFor() throws Exception {
        declare("hosts: [web1]\n");

        Run run = run("run", "echo", "hi");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).startsWith("deployctl: what is to be run stands after --\nTry: deployctl run web1 -- ");
        assertThat(run("run", "web1", "--shell", "--", "echo", "hi").err())
                .contains("Try: deployctl run web1 --shell -- 'echo $DEPLOYCTL_RELEASE'\n");
    }

    @Test
    void aWordWithAnAtSignIsNotTheNameOfAFileOfArguments() throws Exception {
        declare("hosts: [nowhere.invalid]\n");
        Files.writeString(folder.resolve("words"), "x --bogus\n");
        String file = "@" + folder.resolve("words");

        for (Run run : List.of(run("rollback", "--reason", file), run("lock", "acquire", "--message", file))) {
            assertThat(run.err()).doesNotContain("bogus").contains("no key to use");
        }
    }

    @Test
    void aTextThatIsTooLongIsRefusedBeforeAnyHostIsAsked() throws Exception {
        declare("hosts: [nowhere.invalid]\n");

        assertThat(run("rollback", "--reason", "x".repeat(1001)))
                .isEqualTo(new Run(2, "", "deployctl: nothing was changed: a reason has 1000 characters at most\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--json --bogus", "--output=json --bogus", "--bogus --output jsonl"})
    void aWrongCommandLineIsADocumentForAProgram(String options) {
        Run run = run(("lock status " + options).split(" "));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out().replace("\": ", "\":"))
                .contains("\"command\":\"lock status\"", "\"exitCode\":2", "unknown option");
        assertThat(run.out().lines().count() == 1).as("a line").isEqualTo(options.endsWith("jsonl"));
        assertThat(run.err()).isEmpty();
        assertThat(run("lock", "status", "--bogus", "--", "--json").out()).isEmpty();
    }

    @Test
    void aMissingFileIsExitSix() {
        Run run = run("push");

        assertThat(run.status()).isEqualTo(6);
        assertThat(run.err()).isEqualTo("""
                        deployctl: configuration not read: deployctl.yml does not exist
                        nothing was changed
                        Try: deployctl init, or name another file with --config
                        """);
    }

    @Test
    void aFailureBeforeAnyHostIsADocumentToo() {
        Run run = run("push", "--output", "json");

        assertThat(run.status()).isEqualTo(6);
        assertThat(run.err()).isEmpty();
        JsonObject document = JsonParser.parseString(run.out()).getAsJsonObject();
        assertThat(document.get("outcome").getAsString()).isEqualTo("failed");
        assertThat(document.get("exitCode").getAsInt()).isEqualTo(6);
        assertThat(document.getAsJsonObject("failure").get("code").getAsString())
                .isEqualTo("CONFIG_INVALID");
    }

    @Test
    void aMissingArtifactIsExitEightBeforeAnyHostIsAsked() throws Exception {
        declare("hosts: [nowhere.invalid]\n");

        Run run = run("push", "-q");

        assertThat(run.status()).isEqualTo(8);
        assertThat(run.err())
                .startsWith("deployctl: artifact not read: " + folder.resolve("shop.jar") + " does not exist");
    }

    @Test
    void anUnknownHostIsExitTwo() throws Exception {
        declare("hosts: {web: [web1]}\n");

        assertThat(run("status", "wbe1").status()).isEqualTo(2);
        assertThat(run("status", "wbe1").err()).contains("did you mean web1?");
    }

    @Test
    void aKeyThatCannotBeUsedIsExitSevenBeforeAnyHostIsAsked() throws Exception {
        declare("hosts: [nowhere.invalid]\n");
        Files.writeString(folder.resolve("key.pub"), "ssh-ed25519 AAAA ada\n");
        Path broken = folder.resolve("broken");
        Files.writeString(broken, "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END-----\n");

        assertThat(run("status", "-i", "broken").err()).contains("can be read by others");
        Files.setPosixFilePermissions(broken, PosixFilePermissions.fromString("rw-------"));

        assertThat(run("status", "-i", "none").err()).contains(folder.resolve("none") + " does not exist");
        assertThat(run("status", "-i", "key.pub").err()).contains("is a public key");
        assertThat(run("status", "-i", "broken").err()).contains("is cut off: its last line");
        Run run = run("status");
        assertThat(run.status()).isEqualTo(7);
        assertThat(run.err()).contains("no key to use");
    }

    @Test
    void stopAsksAndWithoutATerminalRefuses() throws Exception {
        declare("hosts: [nowhere.invalid]\n");

        Run refused = run("stop");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .contains("there is no terminal to ask on")
                .contains("Try: deployctl stop nowhere.invalid --yes\n");

        Files.move(folder.resolve("deployctl.yml"), folder.resolve("the other's.yml"));
        assertThat(run("stop", "nowhere.invalid", "--config", "the other's.yml", "--port", "2222")
                        .err())
                .contains("Try: deployctl stop nowhere.invalid --config 'the other'\\''s.yml' --port 2222 --yes\n");
        Files.move(folder.resolve("the other's.yml"), folder.resolve("deployctl.yml"));

        Run no = new Session(folder).at(TERMINAL, "n\n").run("stop");
        assertThat(no.status()).isEqualTo(1);
        assertThat(no.err()).startsWith("Stop shop on nowhere.invalid? ").contains("the answer was not yes");
    }

    @Test
    void aDefectIsOneLineAndExitSeventyAndItsTraceIsShownOnRequest() throws Exception {
        declare("hosts: [nowhere.invalid]\n");
        Screen broken = new Screen() {
            @Override
            public boolean showsErrors() {
                return false;
            }

            @Override
            public boolean canAnswer() {
                throw new IllegalStateException("boom");
            }

            @Override
            public int columns() {
                return 80;
            }
        };

        Run brief = new Session(folder).at(broken, "").run("stop");
        assertThat(brief)
                .isEqualTo(new Run(
                        70,
                        "",
                        "deployctl: stop broke off: a defect of deployctl (IllegalStateException); run it again with"
                                + " --verbose to see the trace\n"));

        Run full = new Session(folder).at(broken, "").run("stop", "--verbose");
        assertThat(full.status()).isEqualTo(70);
        assertThat(full.err()).contains("the trace follows\njava.lang.IllegalStateException: boom\n\tat ");
    }

    /** An error is caught elsewhere than an exception, and is told the same way: of the verb, in its manner. */
    @Test
    void aStackThatOverflowsIsADefectOfTheVerbThatRan() throws Exception {
        declare("hosts: [nowhere.invalid]\n");
        Screen bottomless = new Screen() {
            @Override
            public boolean showsErrors() {
                return false;
            }

            @Override
            public boolean canAnswer() {
                throw new StackOverflowError();
            }

            @Override
            public int columns() {
                return 80;
            }
        };

        assertThat(new Session(folder).at(bottomless, "").run("stop"))
                .isEqualTo(new Run(
                        70,
                        "",
                        "deployctl: stop broke off: a defect of deployctl (StackOverflowError); run it again with"
                                + " --verbose to see the trace\n"));
        assertThat(new Session(folder)
                        .at(bottomless, "")
                        .run("stop", "--verbose")
                        .err())
                .contains("the trace follows\njava.lang.StackOverflowError\n\tat ");
        Run json = new Session(folder).at(bottomless, "").run("stop", "--json");
        JsonObject document = JsonParser.parseString(json.out()).getAsJsonObject();
        assertThat(document.get("command").getAsString()).isEqualTo("stop");
        assertThat(document.get("exitCode").getAsInt()).isEqualTo(70);
        assertThat(document.getAsJsonObject("failure").get("message").getAsString())
                .contains("stop broke off: a defect of deployctl (StackOverflowError)");
    }

    @Test
    void aLineThatRunsNothingHasNotFailed() {
        Run run = new Session(folder)
                .at(Screen.NONE, "nonsense\n\n# a comment\nhelp exit-codes\n")
                .run("shell", "--keep-going");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err().lines().filter(line -> line.contains("ended with exit code")))
                .containsExactly("deployctl: line 1 ended with exit code 2");
    }

    @Test
    void aSillyLimitIsExitTwo() throws Exception {
        declare("hosts: [nowhere.invalid]\n");

        assertThat(run("history", "-n", "0").status()).isEqualTo(2);
        assertThat(run("history", "-n", "many").status()).isEqualTo(2);
    }

    @Test
    void initWritesWhatItSeesAndNeverOverwrites() throws Exception {
        Files.createDirectories(folder.resolve("target"));
        Jars.executable(folder.resolve("target/shop.jar"), "1.0");

        Run first = run("init", "--app", "shop", "--port", "9000", "--host", "deploy@web1");
        assertThat(first.status()).as(first.err()).isZero();
        assertThat(first.out()).isEqualTo("Wrote deployctl.yml\nNext: deployctl push\n");
        String written = Files.readString(folder.resolve("deployctl.yml"));
        assertThat(written)
                .isEqualTo("app: shop\nartifact: target/shop.jar\nhosts: [deploy@web1]\nlisteners: {http: 9000}\n");

        Run second = run("init", "--app", "other", "--artifact", "x.jar");
        assertThat(second.status()).isEqualTo(2);
        assertThat(second.err()).contains("there is one, and it is never overwritten");
        assertThat(Files.readString(folder.resolve("deployctl.yml"))).isEqualTo(written);
    }

    @Test
    void initAsksOnATerminalForWhatItCannotSee() throws Exception {
        Run run = new Session(folder).at(TERMINAL, "app.jar\n\nweb1, web2\n").run("init", "--app", "shop");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(Files.readString(folder.resolve("deployctl.yml")))
                .isEqualTo("app: shop\nartifact: app.jar\nhosts: [web1, web2]\nlisteners: {http: 8080}\n");
    }

    @Test
    void initWithoutATerminalSaysWhatIsMissing() {
        Run run = run("init");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("no single executable jar in target or build/libs");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void initRefusesWhatItCouldNotReadBack() {
        Run run = run("init", "--artifact", "x.jar", "--app", "Shop!");

        assertThat(run.status()).isEqualTo(6);
        assertThat(run.err()).contains("app name \"Shop!\"");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void completionIsAScriptThatKnowsEveryVerb() {
        assertThat(run("completion").out()).contains("complete -F", "rollback", "--artifact");
        assertThat(run("completion", "bash")).isEqualTo(run("completion"));
        assertThat(run("completion", "zsh").out()).startsWith("#compdef deployctl\n");
        assertThat(run("completion", "fish").out()).contains("complete -c deployctl");
        assertThat(run("completion", "tcsh").status()).isEqualTo(2);
    }

    @Test
    void aShellIsToldHostsAndReleasesAndNeverAnythingElse() throws Exception {
        declare("hosts: {web: [web1, \"deploy@web2:2222\"], db: [\"[::1]:22\"]}\n");
        new SeenReleases(folder.resolve("home/.cache/deployctl"))
                .note(new AppName("shop"), List.of(new ReleaseId("1.0-aaaaaaaa")));
        new SeenReleases(folder.resolve("home/.cache/deployctl"))
                .note(new AppName("shop"), List.of(new ReleaseId("1.1-bbbbbbbb"), new ReleaseId("1.0-aaaaaaaa")));

        assertThat(run("complete", "hosts")).isEqualTo(new Run(0, "web\ndb\nweb1\nweb2:2222\n[::1]:22\n", ""));
        assertThat(run("complete", "releases")).isEqualTo(new Run(0, "1.1-bbbbbbbb\n1.0-aaaaaaaa\n", ""));
        assertThat(run("complete", "hosts", "--config", "none.yml")).isEqualTo(new Run(0, "", ""));
        declare("hosts: [web1\n");
        assertThat(run("complete", "hosts")).isEqualTo(new Run(0, "", ""));
        assertThat(run("--help").out()).doesNotContain("  complete ");
    }

    @Test
    void validateTellsEveryFaultWithItsPlace() throws Exception {
        declare("drain: 30s\nhots: [web1]\n");

        Run run = run("config", "validate");

        assertThat(run.status()).isEqualTo(6);
        assertThat(run.out().lines())
                .containsExactly(
                        "deployctl.yml:4:8: drain must be a map of keys and values, not a single value",
                        "deployctl.yml:5:1: unknown key \"hots\" in the file; did you mean hosts?");
        assertThat(run("config", "validate", "--config", "none.yml").status()).isEqualTo(6);
        declare("");
        assertThat(run("config", "validate").status()).isZero();
    }

    @Test
    void whatCountsIsShownWithWhereItComesFrom() throws Exception {
        declare("drain: {timeout: 5s}\nenv: {TZ: UTC, API_TOKEN: abc}\n");

        Run run = run("config", "show");

        assertThat(run.status()).isZero();
        assertThat(run.out().lines().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "app shop deployctl.yml:1",
                        "drain.timeout 5s deployctl.yml:4",
                        "stop.timeout 10s default",
                        "socket /run/deployctl/shop/agent.sock default");
        assertThat(run.out()).contains("{TZ: ***, API_TOKEN: ***}").doesNotContain("abc");
    }

    @Test
    void valuesOfVariablesAreShownOnRequestAlone() throws Exception {
        List<String> values = List.of(
                "postgres://ada:hunter2hunter2@db/shop",
                "-----BEGIN PRIVATE KEY-----",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl",
                "quiet words");
        declare("env: {DB: \"%s\", PEM: \"%s\", CLAIMS: \"%s\", MOTTO: \"%s\"}\n".formatted(values.toArray()));

        for (String mode : List.of("plain", "json", "jsonl", "github")) {
            Run hidden = run("config", "show", "--output", mode, "-v", "--debug-log", "debug.log");
            assertThat(hidden.status()).isZero();
            assertThat(hidden.out()).contains("DB", "PEM", "CLAIMS", "MOTTO", "***");
            for (String value : values) {
                assertThat(hidden.out() + hidden.err() + Files.readString(folder.resolve("debug.log")))
                        .as(mode)
                        .doesNotContain(value);
            }
        }
        assertThat(run("config", "show", "--show-values").out())
                .contains(values)
                .doesNotContain("***");
        assertThat(run("config", "show", "--show-values", "--json").out()).contains(values);
    }

    @Test
    void whatLooksLikeASecretIsShownOnRequestAlone() throws Exception {
        declare("""
                java: {options: [-Xmx1g, -Ddb.password=hunter2], args: [--token, hunter2, --port, 8081]}
                verify: ./check --api-key=hunter2
                hooks: {before-push: "curl -u ops:hunter2 https://web1/", after-push: [./tell, "https://x:hunter2@web1/"]}
                """);

        for (String mode : List.of("plain", "json")) {
            Run hidden = run("config", "show", "--output", mode);
            assertThat(hidden.status()).as(hidden.err()).isZero();
            assertThat(hidden.out())
                    .contains("-Xmx1g", "-Ddb.password=***", "--api-key=***", "ops:***", "https://x:***@web1/", "8081")
                    .doesNotContain("hunter2");
        }
        assertThat(run("config", "show", "--show-values").out())
                .contains("-Ddb.password=hunter2", "--token, hunter2", "ops:hunter2", "x:hunter2@")
                .doesNotContain("***");
    }

    @Test
    void anOptionBeforeItsCommandIsRefusedWithThePlaceWhereItBelongs() {
        for (List<String> words : List.of(
                List.of("--output", "json", "shell"), List.of("--output=json", "shell"), List.of("-q", "status"))) {
            Run run = run(words.toArray(String[]::new));

            String option = words.get(0).replaceFirst("=.*", "");
            assertThat(run.status()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err())
                    .contains("nothing was done: option \"" + option + "\" belongs after its command\n")
                    .contains("Try: deployctl " + words.get(words.size() - 1) + " " + option + " ...\n");
        }
        assertThat(run("lock", "--output", "json", "status").err())
                .contains("Try: deployctl lock status --output ...\n");
        assertThat(run("--outptu", "json", "status").err()).contains("unknown option \"--outptu\"");
    }

    @Test
    void aShellHasNoDebugLogAndSaysThatItsCommandsHave() {
        for (Run run : List.of(run("--debug-log", "all.log", "shell"), run("shell", "--debug-log", "all.log"))) {
            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err())
                    .contains("nothing was done: ")
                    .contains("Try: deployctl shell, and in it a command with --debug-log");
        }
        assertThat(run("shell", "--help").out()).doesNotContain("--debug-log");
        assertThat(folder).isEmptyDirectory();
    }
}
