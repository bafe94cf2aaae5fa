package io.github.deployctl.cli.build;

import io.github.deployctl.cli.Deployctl;
import io.github.deployctl.cli.command.Commands;
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
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("version.txt", List.of("--version"));
        all.put("completion.sh", List.of("completion"));
        addHelp(Commands.on(console(new ByteArrayOutputStream()), Deployctl::run), List.of(), all);
        return all;
    }

    private static void addHelp(CommandLine line, List<String> verbs, Map<String, List<String>> all) {
        List<String> words = new ArrayList<>(verbs);
        words.add("--help");
        all.put(String.join("-", plus("help", verbs)) + ".txt", words);
        line.getSubcommands().forEach((name, verb) -> {
            List<String> deeper = new ArrayList<>(verbs);
            deeper.add(name);
            addHelp(verb, deeper, all);
        });
    }

    private static List<String> plus(String first, List<String> rest) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(rest);
        return all;
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
