package io.github.deployctl.cli.completion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A command, as far as its words can be completed.
 *
 * @param path its words after the tool's, with blanks between; empty for the tool itself
 * @param below the commands below it
 * @param arguments what they are, where it takes any
 */
record Completable(String path, List<Named> below, List<Choice> options, Optional<Value> arguments) {
    /** A word and what it is about. */
    record Named(String word, String about) {}

    /**
     * An option.
     *
     * @param value nothing where it takes none
     */
    record Choice(List<String> names, String about, Optional<Value> value) {}

    /** Returns {@code root} and what is below it, except what is hidden. */
    static List<Completable> all(CommandLine root) {
        List<Completable> all = new ArrayList<>();
        add(root, "", all);
        return all;
    }

    private static void add(CommandLine line, String path, List<Completable> all) {
        CommandSpec spec = line.getCommandSpec();
        List<CommandLine> shown = line.getSubcommands().values().stream()
                .filter(verb -> !verb.getCommandSpec().usageMessage().hidden())
                .toList();
        all.add(new Completable(
                path,
                shown.stream()
                        .map(verb -> new Named(
                                verb.getCommandName(),
                                about(verb.getCommandSpec().usageMessage().header())))
                        .toList(),
                spec.options().stream()
                        .filter(option -> !option.hidden())
                        .map(Completable::choice)
                        .toList(),
                spec.positionalParameters().stream()
                        .reduce((first, last) -> last)
                        .map(Value::of)));
        shown.forEach(verb -> add(verb, (path + " " + verb.getCommandName()).strip(), all));
    }

    /** Returns the names of the commands right below {@code spec} that are not hidden. */
    static List<String> shown(CommandSpec spec) {
        return spec.subcommands().entrySet().stream()
                .filter(verb -> !verb.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Choice choice(OptionSpec option) {
        return new Choice(
                Arrays.asList(option.names()),
                about(option.description()),
                option.arity().max() == 0 ? Optional.empty() : Optional.of(Value.of(option)));
    }

    private static String about(String... lines) {
        return String.join(" ", lines).replace("%n", " ").replace("%%", "%").strip();
    }

    /** Returns the names of all options. */
    List<String> optionNames() {
        return options.stream().flatMap(option -> option.names().stream()).toList();
    }

    /** Returns {@code NAME=CODE} for every name of an option that takes a value, with blanks around each. */
    String values() {
        StringBuilder text = new StringBuilder(" ");
        options.forEach(option -> option.value()
                .ifPresent(value -> option.names()
                        .forEach(name -> text.append(name)
                                .append('=')
                                .append(value.code())
                                .append(' '))));
        return text.toString();
    }
}
