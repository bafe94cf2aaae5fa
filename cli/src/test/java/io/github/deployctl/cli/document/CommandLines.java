package io.github.deployctl.cli.document;

import io.github.deployctl.cli.Deployctl;
import io.github.deployctl.cli.command.Commands;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.terminal.Screen;
import io.github.deployctl.cli.terminal.Situation;
import io.github.deployctl.cli.terminal.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/** Looks for command lines that the command would refuse. None is run. */
final class CommandLines {
    private static final Set<String> SHELLS = Set.of("", "sh", "bash", "console");
    private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
    /** In the text, a line that stands for many: [HOST...], a|b. */
    private static final Pattern PATTERN_LINE = Pattern.compile("[\\[\\]|\u2026]|\\.\\.\\.");
    /** Programs of the project and the file that has every option of theirs. */
    private static final Map<String, Path> OTHERS = Map.of(
            "install.sh", Path.of("install.sh"),
            "deployctl-agent", Path.of("agent/src/main/java/io/github/deployctl/agent/Arguments.java"));

    private final Path root;
    private final Console console;

    CommandLines(Path root) {
        this.root = root;
        this.console = new Console(
                new Surroundings(Map.of(), root, root, "ada", "laptop", InstantSource.fixed(Instant.EPOCH)),
                InputStream.nullInputStream(),
                nowhere(),
                nowhere(),
                Screen.NONE,
                new Situation());
    }

    List<String> faults(Document document) throws IOException {
        List<String> faults = new ArrayList<>();
        for (Document.Block block : document.blocks()) {
            if (SHELLS.contains(block.language())) {
                for (List<String> words : ShellWords.commands(block.lines())) {
                    fault(words, false).ifPresent(what -> faults.add(document.at(block.line()) + what));
                }
            }
        }
        for (int i = 0; i < document.prose().size(); i++) {
            Matcher span = SPAN.matcher(document.prose().get(i).replace("\\|", "|"));
            while (span.find()) {
                String line = span.group(1);
                if (line.startsWith("deployctl ") && !PATTERN_LINE.matcher(line).find()) {
                    for (List<String> words : ShellWords.commands(List.of(line))) {
                        String at = document.at(i + 1);
                        fault(words, true).ifPresent(what -> faults.add(at + what));
                    }
                }
            }
        }
        return faults;
    }

    /** Text may name an option without its value. */
    private Optional<String> fault(List<String> words, boolean inText) throws IOException {
        String program = words.get(0).replaceFirst("^.*/", "");
        List<String> rest = words.subList(1, words.size());
        if (program.equals("deployctl")) {
            return refused(rest, inText).map(why -> String.join(" ", words) + ": " + why);
        }
        Path about = OTHERS.get(program);
        if (about == null) {
            return Optional.empty();
        }
        String known = Files.readString(root.resolve(about));
        return rest.stream()
                .filter(word -> word.startsWith("--"))
                .filter(option -> !known.contains(option.replaceFirst("=.*", "")))
                .findFirst()
                .map(option -> program + " has no option " + option);
    }

    private Optional<String> refused(List<String> words, boolean inText) {
        CommandLine line = Commands.on(console, Deployctl::run, words);
        CommandLine.ParseResult parsed;
        try {
            parsed = line.parseArgs(words.toArray(String[]::new));
        } catch (MissingParameterException e) {
            return inText ? Optional.empty() : Optional.of(String.valueOf(e.getMessage()));
        } catch (ParameterException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
        }
        boolean isWhole = parsed.isUsageHelpRequested()
                || parsed.isVersionHelpRequested()
                || parsed.commandSpec().subcommands().isEmpty()
                || parsed.commandSpec().userObject() instanceof Callable;
        return isWhole ? Optional.empty() : Optional.of("a verb is missing");
    }

    private static PrintStream nowhere() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }
}
