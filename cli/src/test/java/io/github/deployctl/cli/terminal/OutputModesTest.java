package io.github.deployctl.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.deployctl.cli.deploy.HostOutcome;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.report.FailureDocument;
import io.github.deployctl.cli.terminal.Output.Verbosity;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.release.ReleaseId;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutputModesTest {
    private static final HostAddress WEB = HostAddress.parse("web1");
    private static final HostAddress DB = HostAddress.parse("db1");
    private static final Failure FAILURE = Failure.of(FailureCode.NOT_DEPLOYED, "candidate 8 exited with 1");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();
    private int width = 80;

    private final Screen terminal = new Screen() {
        @Override
        public boolean showsErrors() {
            return true;
        }

        @Override
        public boolean canAnswer() {
            return true;
        }

        @Override
        public int columns() {
            return width;
        }
    };

    private Console console(Screen screen) {
        Surroundings around = new Surroundings(
                environment, Path.of("/"), Path.of("/"), "ada", "laptop", InstantSource.fixed(Instant.EPOCH));
        return new Console(
                around,
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                screen,
                new Situation());
    }

    private Output choose(OutputMode wished) {
        return new OutputChoice("push", wished, Verbosity.NORMAL, true).on(console(Screen.NONE), DebugLog.NONE);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aJobOfGitHubActionsIsSeenUnlessThereIsATerminal() {
        environment.put("GITHUB_ACTIONS", "true");

        assertThat(choose(OutputMode.AUTO).mode()).isEqualTo(OutputMode.GITHUB);
        assertThat(choose(OutputMode.PLAIN).mode()).isEqualTo(OutputMode.PLAIN);
        assertThat(Output.choose(console(terminal), OutputMode.AUTO, Verbosity.NORMAL, true)
                        .mode())
                .isEqualTo(OutputMode.TTY);
        assertThat(choose(OutputMode.AUTO).isVerbose()).isFalse();
        environment.put("RUNNER_DEBUG", "1");
        assertThat(choose(OutputMode.AUTO).isVerbose()).isTrue();
        environment.put("GITHUB_ACTIONS", "false");
        assertThat(choose(OutputMode.AUTO).mode()).isEqualTo(OutputMode.PLAIN);
    }

    @Test
    void aJobsLogFoldsTheStepsOfEachHostAndIsMarkedOnceForAllErrors() {
        Output output = choose(OutputMode.GITHUB);
        try (ProgressView progress = output.progress(List.of(WEB, DB))) {
            progress.begin(DB, "connecting");
            progress.begin(WEB, "connecting");
            progress.begin(WEB, "deploying");
            progress.event(WEB, new Event.Note("100 % of ::error::\nthe disk"));
            progress.finished(new HostOutcome.Failed(WEB, FAILURE));
            progress.begin(DB, "deploying");
        }
        output.error(List.of("deployctl: web1: no", "  | the log:", "  |   ::error::hacked", "Try: again"));
        output.error(List.of("deployctl: db1: 50% no"));
        assertThat(err()).doesNotContain("::error title");
        output.finish(1);

        assertThat(err()).isEqualTo("""
                        [2/2 db1] connecting
                        [1/2 web1] connecting
                        ::group::1/2 web1
                        [1/2 web1] deploying
                        [1/2 web1] 100 % of ::error::\\x0athe disk
                        ::endgroup::
                        ::group::2/2 db1
                        [2/2 db1] deploying
                        ::endgroup::
                        deployctl: web1: no
                          | the log:
                          |   ::error::hacked
                        Try: again
                        deployctl: db1: 50% no
                        ::warning title=deployctl push::web1: 100 %25 of ::error::\\x0athe disk
                        ::error title=deployctl push%3A 2 errors::deployctl: web1: no%0ATry: again%0Adeployctl: db1: 50%25 no
                        """);
    }

    @Test
    void aStepIsMarkedWithTenErrorsAtMost() {
        Output output = choose(OutputMode.GITHUB);
        for (int i = 0; i < 14; i++) {
            output.error(List.of("deployctl: web" + i + ": no"));
        }
        output.finish(4);

        assertThat(err().lines().filter(line -> line.startsWith("::")))
                .singleElement(org.assertj.core.api.InstanceOfAssertFactories.STRING)
                .startsWith("::error title=deployctl push%3A 14 errors::deployctl: web0: no%0A")
                .endsWith("%0Adeployctl: web9: no%0Aand 4 more, in the log");
    }

    @Test
    void inAJobWhatIsWrittenIsGuardedUnlessSomebodyWantsItAsItIs() {
        environment.put("GITHUB_ACTIONS", "true");
        choose(OutputMode.AUTO).result("::add-mask::a");
        choose(OutputMode.PLAIN).result("::add-mask::a");
        choose(OutputMode.JSON).document(FailureDocument.of("push", Failure.of(FailureCode.BUG, "##[error]a")));

        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith(":\\u003aadd-mask::a\n::add-mask::a\n{")
                .contains("\"##\\u005berror]a\"");
        String document = out.toString(StandardCharsets.UTF_8).substring(30);
        assertThat(JsonParser.parseString(document.substring(document.indexOf('{')))
                        .getAsJsonObject()
                        .getAsJsonObject("failure")
                        .get("message")
                        .getAsString())
                .isEqualTo("##[error]a");
    }

    @Test
    void aProgramThatWatchesGetsAnObjectALineAndTheResultAsTheLast() throws Exception {
        Output output = choose(OutputMode.JSONL);
        output.during("reading a.jar", () -> 1);
        try (ProgressView progress = output.progress(List.of(WEB))) {
            progress.begin(WEB, "connecting");
            for (long sent = 0; sent <= 1000; sent++) {
                progress.sending(WEB, sent, 1000);
            }
            progress.event(WEB, new Event.OnProbation(8, new ReleaseId("1.4.1-aaaaaaaa"), 60_000, null));
            progress.finished(new HostOutcome.Skipped(WEB));
        }
        output.step("before-push  hello");
        output.document(FailureDocument.of("push", FAILURE));

        List<JsonObject> lines = out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.get("schema").getAsInt()).isEqualTo(1);
            assertThat(line.get("at").getAsString()).isEqualTo("1970-01-01T00:00:00Z");
        });
        assertThat(lines.stream().map(line -> line.get("event").getAsString()).distinct())
                .containsExactly("doing", "sending", "on-probation", "finished", "said", "result");
        assertThat(lines.stream().filter(line -> line.get("event").getAsString().equals("sending")))
                .hasSize(21);
        JsonObject trial = lines.get(23);
        assertThat(trial.toString())
                .isEqualTo("{\"schema\":1,\"at\":\"1970-01-01T00:00:00Z\",\"event\":\"on-probation\",\"host\":\"web1\","
                        + "\"details\":{\"generation\":8,\"back\":\"1.4.1-aaaaaaaa\",\"millis\":60000}}");
        assertThat(lines.get(lines.size() - 1)
                        .getAsJsonObject("details")
                        .get("exitCode")
                        .getAsInt())
                .isEqualTo(1);
        assertThat(err()).isEmpty();
    }

    @Test
    void severalHostsAreNumberedAndSilenceIsBrokenEveryFifteenSeconds() {
        AtomicLong now = new AtomicLong();
        HostLabels labels = new HostLabels(java.util.Collections.nCopies(11, DB));
        assertThat(labels.of(DB)).isEqualTo("01/11 db1");
        try (PlainProgress progress = new PlainProgress(
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new HostLabels(List.of(WEB, DB)),
                Optional.empty(),
                now::get)) {
            progress.beat();
            progress.begin(DB, "connecting");
            now.addAndGet(Duration.ofMillis(14_999).toNanos());
            progress.beat();
            now.addAndGet(Duration.ofMillis(1).toNanos());
            progress.beat();
            progress.beat();
            progress.sending(DB, 0, 1_000_000);
            progress.sending(DB, 100_000, 1_000_000);
            now.addAndGet(Duration.ofSeconds(20).toNanos());
            progress.beat();
            now.addAndGet(Duration.ofSeconds(15).toNanos());
            progress.beat();
            progress.finished(new HostOutcome.Skipped(DB));
            now.addAndGet(Duration.ofSeconds(60).toNanos());
            progress.beat();
        }

        assertThat(err()).isEqualTo("""
                        [2/2 db1] connecting
                        [2/2 db1] connecting (for 15.0 s)
                        [2/2 db1] sending 0 B of 1.0 MB
                        [2/2 db1] sending 100.0 kB of 1.0 MB (for 20.0 s)
                        [2/2 db1] sending 100.0 kB of 1.0 MB (for 35.0 s)
                        """);
    }

    @Test
    void theEnvironmentForcesAndForbidsColoursAsOtherToolsHaveIt() {
        environment.put("CLICOLOR_FORCE", "1");
        assertThat(choose(OutputMode.PLAIN).style().hasColour()).isTrue();
        environment.put("CLICOLOR_FORCE", "0");
        assertThat(choose(OutputMode.PLAIN).style().hasColour()).isFalse();
        environment.put("CLICOLOR", "0");
        assertThat(Output.choose(console(terminal), OutputMode.AUTO, Verbosity.NORMAL, true)
                        .style()
                        .hasColour())
                .isFalse();
        environment.put("FORCE_COLOR", "1");
        environment.put("NO_COLOR", "1");
        assertThat(choose(OutputMode.PLAIN).style().hasColour()).isFalse();
    }

    @Test
    void eachHostHasALiveLineWithItsRateAndWhatIsLeft() {
        environment.put("NO_COLOR", "1");
        AtomicLong now = new AtomicLong();
        Console console = console(terminal);
        LiveProgress progress = new LiveProgress(console, new Style(() -> false), List.of(WEB, DB), now::get);
        progress.begin(WEB, "connecting");
        progress.begin(DB, "connecting");
        progress.sending(DB, 0, 64_000_000);
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        progress.sending(DB, 16_000_000, 64_000_000);
        progress.finished(new HostOutcome.Failed(WEB, FAILURE));
        assertThat(lastPage()).isEqualTo("web1  failed\ndb1  sending 16.0 MB of 64.0 MB (25 %)  8.0 MB/s  6 s left");

        width = 20;
        progress.redraw();
        assertThat(err()).contains("\r\u001b[2K\u001b[3A\u001b[J");
        assertThat(lastPage()).isEqualTo("web1  failed\ndb1  sending 1...");

        progress.close();
        assertThat(err()).endsWith("\r\u001b[2K\u001b[1A\u001b[J");
    }

    private String lastPage() {
        String all = err();
        return all.substring(all.lastIndexOf("\u001b[J") + 3);
    }

    @Test
    void aDebugLogIsForItsOwnerAloneAndHasTimesAndNoSecrets(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("debug.log");
        Files.writeString(file, "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        try (DebugLog log = DebugLog.open(file, InstantSource.fixed(Instant.EPOCH), text -> text)) {
            Output output =
                    new OutputChoice("push", OutputMode.PLAIN, Verbosity.QUIET, true).on(console(Screen.NONE), log);
            output.talk("fetching https://ada:hunter2@repo.example/a.jar?token=hunter2&x=1");
            try (ProgressView progress = output.progress(List.of(WEB))) {
                progress.event(WEB, new Event.Ready(8, 3900));
            }
            output.error(List.of("deployctl: no\u001b[2J", "  | hunter2"));
            output.finish(1);
        }

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.readString(file)).isEqualTo("""
                        1970-01-01T00:00:00Z  - fetching https://...@repo.example/a.jar?...
                        1970-01-01T00:00:00Z  web1: ready {"generation":8,"millis":3900}
                        1970-01-01T00:00:00Z  deployctl: no\\x1b[2J
                        1970-01-01T00:00:00Z  ended with exit status 1
                        """);
    }

    @Test
    void aDebugLogThatCannotBeWrittenIsAMistakeOfTheCommandLine(@TempDir Path folder) throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("elsewhere"));

        assertThatThrownBy(() -> DebugLog.open(folder, InstantSource.system(), text -> text))
                .hasMessageContaining("--debug-log " + folder + " cannot be written: Is a directory");
        assertThatThrownBy(() -> DebugLog.open(link, InstantSource.system(), text -> text))
                .hasMessageContaining("cannot be written");
        assertThat(folder.resolve("elsewhere")).doesNotExist();
    }

    @Test
    void anInterruptionIsTheDocumentOfAProgramAndNoOtherFollows() {
        Console console = console(Screen.NONE);
        Output output = Output.choose(console, OutputMode.JSON, Verbosity.NORMAL, true);
        console.situation().tell().orElseThrow().accept(Failure.of(FailureCode.INTERRUPTED, "interrupted"));
        output.document(FailureDocument.of("push", FAILURE));

        assertThat(JsonParser.parseString(out.toString(StandardCharsets.UTF_8))
                        .getAsJsonObject()
                        .get("exitCode")
                        .getAsInt())
                .isEqualTo(130);
    }
}
