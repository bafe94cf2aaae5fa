package io.github.deployctl.cli.build;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * What there is to say of one command, whatever it is written in.
 *
 * @param name with those of the commands above it, such as {@code deployctl lock acquire}
 * @param header what it does, in a sentence
 * @param examples command lines
 * @param synopsis without the name
 * @param arguments and what they stand for
 * @param options by what they are about; those of the command alone are first, about nothing
 * @param footer paragraphs
 * @param below the commands below it
 */
record CommandPage(
        String name,
        String header,
        List<String> examples,
        String synopsis,
        List<Entry> arguments,
        Map<String, List<Entry>> options,
        List<String> footer,
        List<CommandPage> below) {

    /** How a thing is written, and what it is. */
    record Entry(String written, String meaning) {}

    /** What the options are about that every command has. */
    static final String EVERYWHERE = "of every command";

    /** Options that several commands have, by the class that declares them. */
    private static final Map<String, String> SHARED = Map.of(
            "ConnectionOptions", "to reach the hosts",
            "OutputOptions", "of the output",
            "LockOptions", "of the lock",
            "AutoHelpMixin", EVERYWHERE);

    /** Returns the page of {@code deployctl} itself; what is hidden has none. */
    static CommandPage root() {
        return of(AnswersToWrite.commandLine());
    }

    private static CommandPage of(CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        UsageMessageSpec usage = spec.usageMessage();
        List<CommandPage> below = line.getSubcommands().values().stream()
                .filter(verb -> !verb.getCommandSpec().usageMessage().hidden())
                .map(CommandPage::of)
                .toList();
        List<Entry> arguments = spec.positionalParameters().stream()
                .map(argument -> new Entry(argument.paramLabel(), meaning(argument)))
                .toList();
        return new CommandPage(
                spec.qualifiedName(),
                text(usage.header()),
                Examples.lines(line.getUsageMessage()),
                synopsis(spec, !below.isEmpty()),
                arguments,
                options(spec),
                paragraphs(usage.footer()),
                below);
    }

    private static String synopsis(CommandSpec spec, boolean hasCommands) {
        String[] own = spec.usageMessage().customSynopsis();
        if (own.length > 0) {
            return text(own).substring(spec.qualifiedName().length()).strip();
        }
        Stream<String> arguments = spec.positionalParameters().stream()
                .map(argument -> argument.arity().min() == 0
                        ? "[" + argument.paramLabel() + (argument.arity().isVariable() ? "..." : "") + "]"
                        : argument.paramLabel());
        return Stream.concat(
                        Stream.of("[OPTIONS]"),
                        Stream.concat(arguments, hasCommands ? Stream.of("COMMAND") : Stream.of()))
                .collect(Collectors.joining(" "));
    }

    private static Map<String, List<Entry>> options(CommandSpec spec) {
        Map<String, List<Entry>> sorted = new LinkedHashMap<>();
        Set<String> found = new LinkedHashSet<>();
        List<Entry> shared = new ArrayList<>();
        Map<String, List<Entry>> others = new LinkedHashMap<>();
        spec.mixins().values().forEach(mixin -> {
            String about = SHARED.get(mixin.userObject().getClass().getSimpleName());
            if (about != null) {
                mixin.options().forEach(option -> found.add(option.longestName()));
                others.put(about, entries(mixin.options().stream()));
            }
        });
        shared.addAll(entries(spec.options().stream().filter(option -> !found.contains(option.longestName()))));
        sorted.put("", shared);
        sorted.putAll(others);
        return sorted;
    }

    private static List<Entry> entries(Stream<OptionSpec> options) {
        return options.filter(option -> !option.hidden())
                .map(option -> new Entry(written(option), meaning(option)))
                .toList();
    }

    private static String written(OptionSpec option) {
        String names = Arrays.stream(option.names()).collect(Collectors.joining(", "));
        return option.arity().max() == 0 ? names : names + " " + option.paramLabel();
    }

    private static String meaning(ArgSpec argument) {
        return text(argument.description()).replace('\n', ' ');
    }

    private static String text(String... lines) {
        return Stream.of(lines)
                .map(line -> String.format(line))
                .collect(Collectors.joining("\n"))
                .strip();
    }

    private static List<String> paragraphs(String... lines) {
        return Stream.of(text(lines).split("\n\n"))
                .map(paragraph -> paragraph.replaceAll("\\s*\n\\s*", " ").strip())
                .filter(paragraph -> !paragraph.isEmpty())
                .toList();
    }

    /** Returns this and all below it, each before those below it. */
    Stream<CommandPage> all() {
        return Stream.concat(Stream.of(this), below.stream().flatMap(CommandPage::all));
    }

    /** Returns the name without that of the tool. */
    String verb() {
        return name.substring(name.indexOf(' ') + 1);
    }
}
