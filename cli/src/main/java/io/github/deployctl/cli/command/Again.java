package io.github.deployctl.cli.command;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.common.secret.DiscreetWords;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * A command that was typed, for the commands that are proposed after it: none of them is to do more than was asked.
 *
 * @param verb of it
 * @param options that decide what it does, as they were typed; not how it is shown, nor how to log in
 */
record Again(String verb, List<Option> options) {
    private static final Set<String> LEFT_OUT = Set.of(
            "--output",
            "--json",
            "--quiet",
            "--verbose",
            "--no-color",
            "--no-input",
            "--debug-log",
            "--report",
            "--identity",
            "--known-hosts",
            "--host-key-fingerprint",
            "--connect-timeout");
    /** Those that say about what, and not what. */
    private static final Set<String> PLACE = Set.of("--config", "--app", "--user", "--port", "--jump", "--ssh-config");

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    /**
     * An option.
     *
     * @param words its name, and its value where it has one, as a shell reads them
     */
    record Option(String name, String words) {}

    Again {
        requireNonNull(verb, "verb");
        options = List.copyOf(options);
    }

    static Again of(String verb, ParseResult given) {
        List<Option> options = new ArrayList<>();
        for (OptionSpec option : new LinkedHashSet<>(given.matchedOptions())) {
            String name = option.longestName();
            if (LEFT_OUT.contains(name)) {
                continue;
            }
            if (option.arity().max() == 0) {
                options.add(new Option(name, name));
            } else {
                option.originalStringValues()
                        .forEach(value -> options.add(new Option(name, name + " " + quoted(DiscreetWords.of(value)))));
            }
        }
        return new Again(verb, options);
    }

    /** Returns it for these hosts, as they stand on a command line. */
    String on(String hosts) {
        return "deployctl " + verb + (hosts.isEmpty() ? "" : " " + hosts) + words(options);
    }

    /** Returns it for the hosts that were asked for, and for no other: {@code targets} as they were typed, or {@code hosts} where nothing was. */
    String on(List<String> targets, List<HostAddress> hosts) {
        return on(
                targets.isEmpty()
                        ? RolloutView.labels(hosts, " ")
                        : targets.stream().map(Again::quoted).collect(Collectors.joining(" ")));
    }

    /** Returns what another command needs to be about the same, each word with a space before it. */
    String place() {
        return words(
                options.stream().filter(option -> PLACE.contains(option.name())).toList());
    }

    /** Returns {@code word} as a shell reads it. */
    static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private static String words(List<Option> options) {
        return options.stream().map(option -> " " + option.words()).collect(Collectors.joining());
    }
}
