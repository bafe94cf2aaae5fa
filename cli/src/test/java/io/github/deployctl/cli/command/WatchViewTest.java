package io.github.deployctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.deployctl.cli.fixture.Schemas;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Output;
import io.github.deployctl.cli.terminal.Output.Verbosity;
import io.github.deployctl.cli.terminal.OutputMode;
import io.github.deployctl.cli.terminal.Screen;
import io.github.deployctl.cli.terminal.Situation;
import io.github.deployctl.cli.terminal.Surroundings;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.GenerationStatus;
import io.github.deployctl.common.protocol.Reply.StatusReport;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.common.release.ReleaseId;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WatchViewTest {
    private static final HostAddress WEB = HostAddress.parse("web1");
    private static final Instant NOW = Instant.parse("2026-05-17T10:20:30.456Z");
    private static final ReleaseId OLD = new ReleaseId("1.4.1-aaaaaaaa");
    private static final ReleaseId NEW = new ReleaseId("1.4.2-bbbbbbbb");
    private static final Failure LOST = Failure.of(FailureCode.UNREACHABLE, "web1 not reached\u001b[2J");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private WatchView view(OutputMode mode, Screen screen) {
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        Surroundings around =
                new Surroundings(Map.of(), Path.of("/"), Path.of("/"), "ada", "laptop", InstantSource.fixed(NOW));
        Console console = new Console(around, InputStream.nullInputStream(), print, print, screen, new Situation());
        return new WatchView(Output.choose(console, mode, Verbosity.NORMAL, false));
    }

    private static StatusReport status(int connections, int draining) {
        List<GenerationStatus> generations = List.of(
                new GenerationStatus(8, NEW, "live", 4711, NOW, connections, 1000),
                new GenerationStatus(7, OLD, draining > 0 ? "draining" : "standby", 4700, NOW, draining, 1000));
        return new StatusReport(
                new AppName("shop"), "0.1.0", "running", NEW, null, Map.of(), generations, List.of(NEW));
    }

    private String written() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void inALogThereIsALineWhereSomethingHasChanged() {
        WatchView view = view(OutputMode.PLAIN, Screen.NONE);
        assertThat(view.see(WEB, status(1, 9))).isTrue();
        view.see(WEB, status(5, 9));
        view.see(WEB, status(5, 2));
        view.lose(WEB, LOST);
        view.lose(WEB, LOST);
        view.see(WEB, status(5, 0));

        assertThat(written().lines())
                .containsExactly(
                        "2026-05-17T10:20:30Z  web1  live 8 1.4.2-bbbbbbbb  draining 7 1.4.1-aaaaaaaa (9 connections)",
                        "2026-05-17T10:20:30Z  web1  live 8 1.4.2-bbbbbbbb  draining 7 1.4.1-aaaaaaaa (2 connections)",
                        "2026-05-17T10:20:30Z  web1  lost: web1 not reached\\x1b[2J; trying again",
                        "2026-05-17T10:20:30Z  web1  live 8 1.4.2-bbbbbbbb  standby 7 1.4.1-aaaaaaaa");
    }

    @Test
    void aProgramGetsADocumentALineForEachChange() {
        WatchView view = view(OutputMode.JSON, Screen.NONE);
        view.see(WEB, status(1, 0));
        view.see(WEB, status(2, 0));
        view.lose(WEB, LOST);

        List<JsonObject> documents = written()
                .lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
        assertThat(Schemas.faults(List.of("status", "--json"), written())).isEmpty();
        assertThat(documents).hasSize(2);
        assertThat(documents.get(0).getAsJsonObject("answer").getAsJsonArray("generations"))
                .hasSize(2);
        assertThat(documents.get(1).get("outcome").getAsString()).isEqualTo("lost");
        assertThat(documents.get(1).getAsJsonObject("failure").get("code").getAsString())
                .isEqualTo("UNREACHABLE");
    }

    @Test
    void aProgramThatReadsEventsGetsOneForEachChange() {
        WatchView view = view(OutputMode.JSONL, Screen.NONE);
        view.see(WEB, status(1, 0));
        view.see(WEB, status(2, 0));
        view.lose(WEB, LOST);

        List<JsonObject> events = written()
                .lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
        assertThat(Schemas.faults(List.of("status", "jsonl"), written())).isEmpty();
        assertThat(events.stream().map(event -> event.get("event").getAsString()))
                .containsExactly("status", "lost");
        assertThat(events.get(0).getAsJsonObject("details").getAsJsonArray("generations"))
                .hasSize(2);
        assertThat(events.get(1).get("host").getAsString()).isEqualTo("web1");
    }

    @Test
    void aTerminalIsPaintedOverAndKeepsTheLastThatWasSeenOfALostHost() {
        Screen terminal = new Screen() {
            @Override
            public boolean showsErrors() {
                return true;
            }

            @Override
            public boolean showsResults() {
                return true;
            }

            @Override
            public boolean canAnswer() {
                return true;
            }

            @Override
            public int columns() {
                return 40;
            }
        };
        WatchView view = view(OutputMode.TTY, terminal);
        view.see(WEB, status(1, 0));
        view.lose(WEB, LOST);

        String[] pages = written().split("\u001b\\[H", -1);
        assertThat(pages).hasSize(3);
        assertThat(pages[0]).as("cleared once").isEqualTo("\u001b[2J");
        assertThat(pages[1]).contains("live").doesNotContain("lost");
        assertThat(pages[2]).contains("live").contains("lost: web1 not reached\\x1b[2J");
        assertThat(written().replace("\u001b[K", "").lines()).allMatch(line -> line.length() <= 50);
    }
}
