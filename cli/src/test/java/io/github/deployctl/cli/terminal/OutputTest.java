package io.github.deployctl.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deployctl.cli.deploy.HostOutcome;
import io.github.deployctl.cli.fixture.Terminal;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.terminal.Output.Verbosity;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.Event;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutputTest {
    private static final HostAddress WEB = HostAddress.parse("web1");

    private static final Screen TERMINAL = Terminal.of(30);

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Console console(Screen screen, Map<String, String> environment, String typed) {
        InputStream in = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
        Surroundings around = new Surroundings(
                environment, Path.of("/"), Path.of("/"), "ada", "laptop", InstantSource.fixed(Instant.EPOCH));
        PrintStream out = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new Console(around, in, out, out, screen, new Situation());
    }

    private Output choose(Screen screen, Map<String, String> environment) {
        return Output.choose(console(screen, environment, ""), OutputMode.AUTO, Verbosity.NORMAL, true);
    }

    private String written() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aTerminalGetsTheLiveLineAndColours() {
        Output output = choose(TERMINAL, Map.of("TERM", "xterm"));

        assertThat(output.mode()).isEqualTo(OutputMode.TTY);
        assertThat(output.style().hasColour()).isTrue();
    }

    @Test
    void aPipeOrADumbTerminalGetsPlainLines() {
        assertThat(choose(Screen.NONE, Map.of()).mode()).isEqualTo(OutputMode.PLAIN);
        assertThat(choose(Screen.NONE, Map.of()).style().hasColour()).isFalse();
        assertThat(choose(TERMINAL, Map.of("TERM", "dumb")).mode()).isEqualTo(OutputMode.PLAIN);
        assertThat(choose(TERMINAL, Map.of("TERM", "dumb")).style().hasColour()).isFalse();
    }

    @Test
    void theEnvironmentForbidsAndForcesColours() {
        assertThat(choose(TERMINAL, Map.of("NO_COLOR", "1")).style().hasColour())
                .isFalse();
        assertThat(choose(TERMINAL, Map.of("NO_COLOR", "")).style().hasColour()).isTrue();
        assertThat(choose(Screen.NONE, Map.of("FORCE_COLOR", "1")).style().hasColour())
                .isTrue();
        assertThat(choose(Screen.NONE, Map.of("FORCE_COLOR", "0")).style().hasColour())
                .isFalse();
        assertThat(choose(TERMINAL, Map.of("NO_COLOR", "1", "FORCE_COLOR", "1"))
                        .style()
                        .hasColour())
                .isFalse();
        assertThat(Output.choose(console(TERMINAL, Map.of(), ""), OutputMode.TTY, Verbosity.NORMAL, false)
                        .style()
                        .hasColour())
                .isFalse();
    }

    @Test
    void plainProgressIsALineForEachStepWithTheHostInFront() {
        try (ProgressView progress = choose(Screen.NONE, Map.of()).progress()) {
            progress.begin(WEB, "connecting");
            for (long sent = 0; sent <= 1000; sent += 100) {
                progress.sending(WEB, sent, 1000);
            }
            progress.event(WEB, new Event.Ready(8, 3900));
            progress.event(WEB, new Event.Note("a\u001b[2Jb"));
            progress.finished(new HostOutcome.Skipped(WEB));
        }

        assertThat(written()).isEqualTo("""
                        [web1] connecting
                        [web1] sending 0 B of 1.0 kB
                        [web1] sending 300 B of 1.0 kB
                        [web1] sending 500 B of 1.0 kB
                        [web1] sending 800 B of 1.0 kB
                        [web1] sent 1.0 kB
                        [web1] generation 8 ready after 3.9 s
                        [web1] a\\x1b[2Jb
                        """);
    }

    @Test
    void theLiveLineNeverWrapsAndIsGoneInTheEnd() {
        try (ProgressView progress = choose(TERMINAL, Map.of("NO_COLOR", "1")).progress()) {
            progress.begin(WEB, "a step with a name that is longer than the terminal is wide");
            progress.event(WEB, new Event.Note("kept"));
            progress.finished(new HostOutcome.Skipped(WEB));
        }

        List<String> drawn = List.of(written().split("\r\u001b\\[2K", -1));
        assertThat(drawn)
                .allSatisfy(line -> assertThat(line.stripTrailing().length()).isLessThan(30));
        assertThat(drawn).anyMatch(line -> line.startsWith("web1  a step with"));
        assertThat(drawn).contains("web1  kept\n");
        assertThat(drawn).last().isEqualTo("");
    }

    @Test
    void whatAHostSaysSteersNoTerminal() {
        Output output = Output.choose(console(Screen.NONE, Map.of(), ""), OutputMode.AUTO, Verbosity.VERBOSE, true);
        output.talk("server SSH-2.0-x\u001b[2J");
        output.step("web1  a\u009b2Jb\u202e");
        try (ProgressView progress = output.progress()) {
            progress.event(WEB, new Event.HookPrinted("h\u001b[1m", "a\u009b2Jb\u202e"));
            progress.event(WEB, new Event.Note("c\u009b2J\td"));
        }

        assertThat(written())
                .contains("- server SSH-2.0-x\\x1b[2J\n", "web1  a\\x9b2Jb\\u202e\n", "h\\x1b[1m  a\\x9b2Jb\\u202e")
                .contains("c\\x9b2J    d")
                .doesNotContainPattern("[\\p{Cntrl}\\x{80}-\\x{9f}\\x{202a}-\\x{202e}&&[^\\n]]");
    }

    @Test
    void quietAndJsonShowNoProgress() {
        Console console = console(TERMINAL, Map.of(), "");

        assertThat(Output.choose(console, OutputMode.AUTO, Verbosity.QUIET, true)
                        .progress())
                .isSameAs(ProgressView.NONE);
        assertThat(Output.choose(console, OutputMode.JSON, Verbosity.NORMAL, true)
                        .progress())
                .isSameAs(ProgressView.NONE);
    }

    @Test
    void whatIsDoneBeforeAnyHostIsGoneFromATerminalAlsoWhenItFails() {
        Output output = choose(TERMINAL, Map.of("NO_COLOR", "1"));

        assertThatThrownBy(() -> output.during("reading", () -> {
                    throw Failure.of(FailureCode.ARTIFACT_INVALID, "no jar").asException();
                }))
                .hasMessage("no jar");

        assertThat(written()).isEqualTo("reading\r\u001b[2K");
    }

    @Test
    void whoeverWantsNoProgressDoesNotLookAtTheTerminal() throws Exception {
        Screen untouchable = new Screen() {
            @Override
            public boolean showsErrors() {
                throw new AssertionError("looked");
            }

            @Override
            public boolean canAnswer() {
                throw new AssertionError("looked");
            }

            @Override
            public int columns() {
                throw new AssertionError("looked");
            }
        };
        Console console = console(untouchable, Map.of(), "");

        Output.choose(console, OutputMode.AUTO, Verbosity.QUIET, true).result("done");
        Output.choose(console, OutputMode.JSON, Verbosity.NORMAL, true).during("reading", () -> 1);

        assertThat(written()).isEqualTo("done\n");
    }

    @Test
    void aQuestionTakesOneLineAndTheEndOfInputIsNo() {
        Question question = new Question(console(TERMINAL, Map.of(), "Yes\n  8081 \n"));

        assertThat(question.isAnsweredYes("sure? ")).isTrue();
        assertThat(question.ask("port? ")).isEqualTo("8081");
        assertThat(question.isAnsweredYes("sure? ")).isFalse();
        assertThat(written()).isEqualTo("sure? port? sure? ");
    }

    @Test
    void aSecretIsReadFromAHiddenTerminalOrNotAtAll() {
        List<String> steps = new ArrayList<>();
        Screen hiding = Terminal.hiding(30, steps);

        assertThat(new Question(console(hiding, Map.of(), "p\u00e4ss word\nnext\n")).askSecret("key? "))
                .containsExactly("p\u00e4ss word".toCharArray());
        assertThat(steps).containsExactly("hidden", "shown");
        assertThat(new Question(console(TERMINAL, Map.of(), "word\n")).askSecret("key? "))
                .isEmpty();
        assertThat(written()).startsWith("key? key? ").doesNotContain("word");
    }

    @Test
    void whatWasTypedUnseenIsShownByNothingAfterwards(@TempDir Path folder) throws Exception {
        Console console = console(Terminal.hiding(30, new ArrayList<>()), Map.of(), "p\u00e4ss word\n")
                .discreet();
        Path file = folder.resolve("debug.log");
        try (DebugLog log = DebugLog.open(file, InstantSource.fixed(Instant.EPOCH), console.secrets()::redact)) {
            assertThat(new Question(console).askSecret("key? ")).containsExactly("p\u00e4ss word".toCharArray());

            console.err().println("it was p\u00e4ss word");
            console.out().println("it was p\u00e4ss word");
            // A verb may make its output, and whatever it hands the console to, before or after the question.
            console.guarded().err().println("it was p\u00e4ss word");
            log.add("it was p\u00e4ss word");
        }

        assertThat(written()).isEqualTo("key? " + "it was ***\n".repeat(3));
        assertThat(Files.readString(file)).isEqualTo(Instant.EPOCH + "  it was ***\n");
    }
}
