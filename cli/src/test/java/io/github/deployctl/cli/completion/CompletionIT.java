package io.github.deployctl.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.deployctl.cli.build.AnswersToWrite;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The scripts in the shells themselves, with a {@code deployctl} that notes what it is asked. Shells that are not installed are passed over. */
final class CompletionIT {
    private static final int LIMIT_SECONDS = 60;

    private static final String TOOL = """
            #!/bin/sh
            echo "$*" >>"$ASKED"
            case "$*" in
                "complete hosts" | "complete hosts --config other.yml")
                    printf '%s\\n' web web1.example.com web2.example.com:2222 '[::1]:22' ;;
                "complete releases") printf '%s\\n' 1.1-aaaaaaaa 1.0-bbbbbbbb ;;
                *) exit 1 ;;
            esac
            """;

    /** What a key shows for each of the lines in the file lines: the line, a tab, what is offered with blanks between. */
    private static final Map<Shell, String> ASKING = Map.of(Shell.BASH, """
                    . ./script
                    while IFS= read -r COMP_LINE; do
                        COMP_POINT=${#COMP_LINE}
                        COMP_WORDS=($COMP_LINE)
                        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                        _deployctl deployctl
                        printf '%s\\t%s\\n' "$COMP_LINE" "${COMPREPLY[*]}"
                    done <lines
                    """, Shell.FISH, """
                    source script
                    while read -l line
                        printf '%s\\t%s\\n' "$line" (string join -- ' ' (complete -C "$line" | string replace -r '\\t.*' ''))
                    end <lines
                    """, Shell.ZSH, """
                    zmodload zsh/zpty
                    await() {
                      repeat 500; do
                        [[ -e got ]] && (( $(wc -l <got) >= $1 )) && return
                        zpty -r -t t seen 2>/dev/null
                        sleep 0.02
                      done
                      exit 1
                    }
                    zpty -b t 'zsh -f -i'
                    zpty -w t 'PS1= RPS1=; autoload -Uz compinit; compinit -u -D; source ./script'
                    zpty -w t 'dump() { print -r -- "$BUFFER" >>got; BUFFER= }; zle -N dump; bindkey "^G" dump; print ready >>got'
                    await 1
                    n=1
                    while IFS= read -r line; do
                      zpty -w -n t "$line"$'\\t\\x07'
                      await $(( ++n ))
                      print -r -- "$line"$'\\t'"$(tail -n 1 got)"
                    done <lines
                    zpty -d t
                    """);

    @TempDir
    Path folder;

    @BeforeEach
    void putTheToolIntoThePath() throws IOException {
        Path tool = Files.createDirectories(folder.resolve("bin")).resolve("deployctl");
        Files.writeString(tool, TOOL);
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        Files.writeString(folder.resolve("some file.jar"), "");
        Files.writeString(folder.resolve("asked"), "");
    }

    private static boolean isInstalled(Shell shell) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(bin -> Files.isExecutable(Path.of(bin, shell.toString())));
    }

    /** Returns what is offered for each line. */
    private Map<String, String> offered(Shell shell, List<String> lines) throws Exception {
        assumeTrue(isInstalled(shell), shell + " is not installed");
        Files.writeString(folder.resolve("script"), shell.script(AnswersToWrite.commandLine()));
        Files.write(folder.resolve("lines"), lines);
        Files.writeString(folder.resolve("asking"), ASKING.getOrDefault(shell, ""));
        ProcessBuilder builder = new ProcessBuilder(shell.toString(), "asking")
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("ASKED", folder.resolve("asked").toString());
        builder.environment().put("PATH", folder.resolve("bin") + File.pathSeparator + System.getenv("PATH"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(folder.resolve("err")).content().isEmpty();
        Map<String, String> offered = new LinkedHashMap<>();
        for (String line : Files.readAllLines(folder.resolve("out"))) {
            String[] parts = line.split("\t", 2);
            offered.put(parts[0], parts[1]);
        }
        assertThat(offered.keySet()).containsExactlyElementsOf(lines);
        return offered;
    }

    private void offers(Shell shell, Map<String, String> expected) throws Exception {
        Map<String, String> offered = offered(shell, List.copyOf(expected.keySet()));

        assertThat(offered).containsExactlyEntriesOf(expected);
    }

    @Test
    void bashOffersWhatComesAfterTheLastWordBreak() throws Exception {
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("deployctl pu", "push");
        expected.put("deployctl re", "restart");
        expected.put("deployctl lock a", "acquire");
        expected.put("deployctl lock acquire --m", "--message");
        expected.put("deployctl push w", "web web1.example.com web2.example.com:2222");
        expected.put("deployctl push web2.example.com:", "2222");
        expected.put("deployctl push [::", "1]:22");
        expected.put("deployctl push web1.example.com web2", "web2.example.com:2222");
        expected.put("deployctl push --config other.yml web1", "web1.example.com");
        expected.put("deployctl push --config=none.yml w", "");
        expected.put("deployctl push --output j", "json jsonl");
        expected.put("deployctl push --output=j", "json jsonl");
        expected.put("deployctl push --artifact so", "some file.jar");
        expected.put("deployctl push --user w", "");
        expected.put("deployctl rollback --to 1.", "1.1-aaaaaaaa 1.0-bbbbbbbb");
        expected.put("deployctl run web1.example.com -- w", "");
        expected.put("deployctl help ex", "exit-codes");
        expected.put("deployctl help pu", "push");
        expected.put("deployctl completion f", "fish");

        offers(Shell.BASH, expected);
        assertThat(Files.readAllLines(folder.resolve("asked")))
                .contains("complete hosts --config other.yml", "complete hosts --config none.yml")
                .hasSize(7);
    }

    @Test
    void fishOffersTheSame() throws Exception {
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("deployctl pu", "push");
        expected.put("deployctl re", "restart");
        expected.put("deployctl lock a", "acquire");
        expected.put("deployctl lock acquire --m", "--message");
        expected.put("deployctl push w", "web web1.example.com web2.example.com:2222");
        expected.put("deployctl push --config other.yml web1", "web1.example.com");
        expected.put("deployctl push --output j", "json jsonl");
        expected.put("deployctl push --user w", "");
        expected.put("deployctl rollback --to 1.", "1.0-bbbbbbbb 1.1-aaaaaaaa");
        expected.put("deployctl run web1.example.com -- w", "");
        expected.put("deployctl help ex", "exit-codes");

        offers(Shell.FISH, expected);
    }

    @Test
    void zshWritesWhatFits() throws Exception {
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("deployctl pu", "deployctl push ");
        expected.put("deployctl rest", "deployctl restart ");
        expected.put("deployctl lock acq", "deployctl lock acquire ");
        expected.put("deployctl lock acquire --m", "deployctl lock acquire --message ");
        expected.put("deployctl push web2", "deployctl push web2.example.com:2222 ");
        expected.put("deployctl push --config other.yml web1", "deployctl push --config other.yml web1.example.com ");
        expected.put("deployctl push --output pl", "deployctl push --output plain ");
        expected.put("deployctl push --output=pl", "deployctl push --output=plain ");
        expected.put("deployctl push --artifact so", "deployctl push --artifact some\\ file.jar ");
        expected.put("deployctl push --user w", "deployctl push --user w");
        expected.put("deployctl rollback --to 1.1", "deployctl rollback --to 1.1-aaaaaaaa ");
        expected.put("deployctl run web1.example.com -- w", "deployctl run web1.example.com -- w");
        expected.put("deployctl help ex", "deployctl help exit-codes ");

        offers(Shell.ZSH, expected);
    }

    /** Of zsh, which writes only what there is one of, the first letters of a verb would not tell. */
    @ParameterizedTest
    @EnumSource(names = {"BASH", "FISH"})
    void everyCommandOffersAllThatIsBelowItAndItsOptions(Shell shell) throws Exception {
        List<Completable> commands = Completable.all(AnswersToWrite.commandLine());
        List<String> lines = new ArrayList<>();
        commands.forEach(command -> lines.add(("deployctl " + command.path()).strip() + " --"));

        Map<String, String> offered = offered(shell, lines);

        commands.forEach(command -> assertThat(new TreeSet<>(List.of(
                        offered.getOrDefault(("deployctl " + command.path()).strip() + " --", "")
                                .split(" "))))
                .as(command.path())
                .containsExactlyElementsOf(new TreeSet<>(command.optionNames().stream()
                        .filter(name -> name.startsWith("--"))
                        .toList())));
        assertThat(commands)
                .extracting(Completable::path)
                .contains("lock acquire")
                .doesNotContain("report", "complete");
    }
}
