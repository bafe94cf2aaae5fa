package io.github.deployctl.cli.build;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.cli.Deployctl;
import io.github.deployctl.cli.WrittenAnswers;
import io.github.deployctl.cli.command.Commands;
import io.github.deployctl.cli.help.Topic;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Has every command that answers the same to everybody answer once, and writes down what it says: {@code AnswersToWrite FOLDER}. */
public final class AnswersToWrite {
    private AnswersToWrite() {}

    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        for (Map.Entry<String, List<String>> answer : all().entrySet()) {
            Files.writeString(folder.resolve(answer.getKey()), answerTo(answer.getValue()));
        }
    }

    /** Returns the words of each of these commands by the name of the file that keeps its answer. */
    public static Map<String, List<String>> all() {
        List<List<String>> all = new ArrayList<>();
        all.add(List.of("--version"));
        List.of("bash", "zsh", "fish").forEach(shell -> all.add(List.of("completion", shell)));
        Topic.names().forEach(topic -> all.add(List.of("help", topic)));
        addHelp(commandLine(), List.of(), all);
        Map<String, List<String>> byName = new LinkedHashMap<>();
        all.forEach(words -> byName.put(requireNonNull(WrittenAnswers.name(words.toArray(String[]::new))), words));
        return byName;
    }

    /** Returns the command line with all its verbs, in surroundings that hold nothing. */
    public static CommandLine commandLine() {
        return Commands.on(console(new ByteArrayOutputStream()), Deployctl::run);
    }

    private static void addHelp(CommandLine line, List<String> verbs, List<List<String>> all) {
        all.add(plus(verbs, List.of("--help")));
        all.add(plus(List.of("help"), verbs));
        line.getSubcommands().forEach((name, verb) -> addHelp(verb, plus(verbs, List.of(name)), all));
    }

    private static List<String> plus(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /** Returns what the command itself prints, the command line's library and all. */
    public static String answerTo(List<String> words) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int status = Deployctl.run(words, console(said));
        if (status != 0) {
            throw new IllegalStateException("deployctl " + words + " ended with status " + status);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    private static Console console(ByteArrayOutputStream said) {
        Path nowhere = Path.of("/");
        Surroundings around = new Surroundings(Map.of(), nowhere, nowhere, "", "", Clock.systemUTC());
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return Console.plain(around, out, out);
    }
}
