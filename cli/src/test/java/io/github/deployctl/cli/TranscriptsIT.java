package io.github.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.cli.command.Commands;
import io.github.deployctl.cli.fixture.Session;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.LastWords;
import io.github.deployctl.cli.terminal.Surroundings;
import io.github.deployctl.cli.transcript.Scene;
import io.github.deployctl.cli.transcript.Transcript;
import io.github.deployctl.cli.transcript.World;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every verb in every circumstance, as it is typed and what it says. */
final class TranscriptsIT {
    private static final String HOW =
            "a new verb has a file in " + Transcript.FOLDER + " with a scene for each circumstance:"
                    + " copy one of a verb like it, change the commands, and have what they say written by"
                    + " mvn -pl cli -am verify -Dit.test=TranscriptsIT -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dfailsafe.failIfNoSpecifiedTests=false -Drewrite=true; then read it";

    @TempDir
    static Path folder;

    private static World world;

    @BeforeAll
    static void makeTheWorld() throws Exception {
        world = new World(folder, LastWords::say);
        Path agent = Files.createDirectories(folder.resolve("installed/agent"));
        for (String file : List.of(
                "deployctl-agent",
                "deployctl-agent.jar",
                "deployctl-adopter.jar",
                "deployctl-agent@.service",
                "setup")) {
            Files.writeString(agent.resolve(file), "");
        }
        System.setProperty("deployctl.home", folder.resolve("installed").toString());
    }

    @AfterAll
    static void endIt() throws Exception {
        System.clearProperty("deployctl.home");
        world.close();
    }

    /** Each verb that does something, with whether it writes documents. */
    private static Map<String, Boolean> verbs() {
        PrintStream nothing = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        Surroundings around = new Surroundings(
                Map.of(), Path.of("/"), Path.of("/"), "ada", "laptop", InstantSource.fixed(Session.NOW));
        Map<String, Boolean> verbs = new TreeMap<>();
        add(Commands.on(Console.plain(around, nothing, nothing), Deployctl::run), "", verbs);
        return verbs;
    }

    private static void add(CommandLine line, String before, Map<String, Boolean> verbs) {
        line.getSubcommands().forEach((name, verb) -> {
            add(verb, before + name + " ", verbs);
            // One that is only the name of others shows its help.
            if (verb.getSubcommands().isEmpty() || verb.getCommandSpec().findOption("--json") != null) {
                verbs.put(before + name, verb.getCommandSpec().findOption("--json") != null);
            }
        });
    }

    static Stream<String> names() {
        return verbs().keySet().stream();
    }

    @Test
    void everyVerbIsShownInEveryCircumstanceOrItIsSaidWhyItCannotBe() throws Exception {
        List<String> gaps = new ArrayList<>();
        for (Map.Entry<String, Boolean> verb : verbs().entrySet()) {
            gaps.addAll(Transcript.of(verb.getKey()).gaps(verb.getKey(), verb.getValue()));
        }

        assertThat(gaps).as(HOW).isEmpty();
    }

    @Test
    void thereIsNoTranscriptOfAVerbThatIsGoneAndNoTestIsNamedThatIsNotThere() throws Exception {
        List<String> files =
                names().map(verb -> verb.replace(' ', '-') + ".txt").toList();
        try (Stream<Path> there = Files.list(Transcript.FOLDER)) {
            assertThat(there.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(files);
        }
        for (String verb : verbs().keySet()) {
            for (Scene scene : Transcript.of(verb).scenes()) {
                String note = scene.note("elsewhere").orElse("");
                assertThat(note.isEmpty() || !tests(note.split(":", 2)[0]).isEmpty())
                        .as(verb + ": " + note)
                        .isTrue();
            }
        }
    }

    private static List<Path> tests(String name) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path root : List.of(Path.of("src/test/java"), Path.of("../e2e/src/test/java"))) {
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(file -> file.endsWith(name + ".java")).forEach(found::add);
            }
        }
        return found;
    }

    @ParameterizedTest
    @MethodSource("names")
    void whatIsSaidIsWhatIsWritten(String verb) throws Exception {
        Transcript transcript = Transcript.of(verb);
        List<String> faults = new ArrayList<>();
        String played = transcript.played(world, faults);
        if (Boolean.getBoolean("rewrite")) {
            transcript.write(played);
        }

        assertThat(faults).isEmpty();
        if (!Boolean.getBoolean("rewrite")) {
            assertThat(played).as(HOW).isEqualTo(transcript.text());
        }
    }
}
