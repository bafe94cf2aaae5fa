package io.github.deployctl.cli.command;

import io.github.deployctl.cli.demo.Tool;
import io.github.deployctl.cli.terminal.Console;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Options that a shell was given, for the lines in which they are not.
 *
 * @param given with the shell
 */
record Defaults(ParseResult given, Console console, Tool tool) {
    static final String KEEP_GOING = "--keep-going";

    private static final String OUTPUT = "--output";

    /** Returns the words of a line with what it lacks right after the verb. A line that makes no sense stays what it is. */
    List<String> in(List<String> words) {
        List<OptionSpec> options = given.matchedOptions().stream()
                .filter(option -> !option.longestName().equals(KEEP_GOING))
                .toList();
        if (options.isEmpty()) {
            return words;
        }
        CommandLine line = Commands.on(console, tool, words);
        try {
            line.parseArgs(words.toArray(String[]::new));
        } catch (ParameterException e) {
            return words;
        }
        int depth = 0;
        ParseResult verb = line.getParseResult();
        while (verb.hasSubcommand()) {
            verb = verb.subcommand();
            depth++;
        }
        List<String> whole = new ArrayList<>(words.subList(0, depth));
        for (OptionSpec option : new LinkedHashSet<>(options)) {
            if (lacks(verb, option.longestName())) {
                add(option, whole);
            }
        }
        whole.addAll(words.subList(depth, words.size()));
        return whole;
    }

    private static boolean lacks(ParseResult verb, String name) {
        return verb.commandSpec().findOption(name) != null
                && !verb.hasMatchedOption(name)
                // The same by another name.
                && !(name.equals(OUTPUT) && verb.hasMatchedOption("--json"));
    }

    private static void add(OptionSpec option, List<String> to) {
        if (option.arity().max() == 0) {
            to.add(option.longestName());
            return;
        }
        option.originalStringValues().forEach(value -> {
            to.add(option.longestName());
            to.add(value);
        });
    }
}
