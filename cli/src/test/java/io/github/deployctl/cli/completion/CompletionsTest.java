package io.github.deployctl.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.cli.Deployctl;
import io.github.deployctl.cli.command.Commands;
import io.github.deployctl.cli.fixture.Session;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Surroundings;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompletionsTest {
    @TempDir
    Path folder;

    private List<String> after(String before, String begun) {
        PrintStream nothing = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        Surroundings around =
                new Surroundings(Map.of(), folder, folder, "ada", "laptop", InstantSource.fixed(Session.NOW));
        Completions.Known known = new Completions.Known() {
            @Override
            public List<String> hosts(List<String> line) {
                return line.contains("other.yml") ? List.of("db1") : List.of("web", "web1");
            }

            @Override
            public List<String> releases(List<String> line) {
                return List.of("1.4.1-aaaaaaaa");
            }
        };
        Completions completions =
                new Completions(Commands.on(Console.plain(around, nothing, nothing), Deployctl::run), known, folder);
        return completions.after(before.isEmpty() ? List.of() : List.of(before.split(" ", -1)), begun).stream()
                .map(Completions.Word::text)
                .toList();
    }

    @Test
    void verbsAreCompletedAndThoseBelowThem() {
        assertThat(after("", "sta")).containsExactlyInAnyOrder("status", "start");
        assertThat(after("env", "")).containsExactlyInAnyOrder("set", "unset", "list");
        assertThat(after("", "compl")).containsExactly("completion");
    }

    @Test
    void optionsAndTheirValuesAre() throws Exception {
        Files.createDirectories(folder.resolve("sub"));
        Files.writeString(folder.resolve("sub/shop.yml"), "");
        assertThat(after("status", "--wat")).containsExactly("--watch");
        assertThat(after("rollback --to", "1.")).containsExactly("1.4.1-aaaaaaaa");
        assertThat(after("status --config", "s")).containsExactly("sub/");
        assertThat(after("status --config", "sub/")).containsExactly("sub/shop.yml");
        assertThat(after("status --output", "jso")).containsExactlyInAnyOrder("json", "jsonl");
    }

    @Test
    void hostsAreThoseOfTheFileThatTheLineNames() {
        assertThat(after("status", "")).containsExactly("web", "web1");
        assertThat(after("status --config other.yml", "")).containsExactly("db1");
        assertThat(after("run web1 --", "")).isEmpty();
    }
}
