package io.github.deployctl.cli.completion;

import io.github.deployctl.cli.completion.Completable.Choice;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** For fish 3 and newer. */
final class FishScript {
    private static final String SCRIPT = """
            # Completes deployctl in fish: deployctl completion fish | source
            set -g __deployctl_commands @COMMANDS@

            # Succeeds where the words before the cursor are those of the command $argv[1].
            function __deployctl_at
                set -l tokens (commandline -opc)
                set -l at
                for word in $tokens[2..-1]
                    set -l next $at $word
                    contains -- "$next" $__deployctl_commands
                    or break
                    set at $next
                end
                contains -- -- $tokens
                and return 1
                test "$at" = "$argv[1]"
            end

            # Writes a line for each that deployctl itself knows of.
            function __deployctl_ask
                set -l tokens (commandline -opc)
                set -l file
                if set -l i (contains -i -- --config $tokens)
                    set file --config $tokens[(math $i + 1)]
                end
                command $tokens[1] complete $argv[1] $file 2>/dev/null
            end

            complete -c deployctl -f
            """;

    private FishScript() {}

    static String of(List<Completable> commands) {
        String known = commands.stream()
                .filter(command -> !command.path().isEmpty())
                .map(command -> "'" + command.path() + "'")
                .collect(Collectors.joining(" "));
        StringBuilder script = new StringBuilder(SCRIPT.replace("@COMMANDS@", known));
        commands.forEach(command -> add(command, script));
        return script.toString();
    }

    private static void add(Completable command, StringBuilder script) {
        String at = "complete -c deployctl -n \"__deployctl_at '" + command.path() + "'\"";
        command.below()
                .forEach(named -> script.append(at)
                        .append(" -a ")
                        .append(named.word())
                        .append(" -d ")
                        .append(quoted(named.about()))
                        .append('\n'));
        command.options()
                .forEach(option -> script.append(at).append(option(option)).append('\n'));
        if (command.below().isEmpty()) {
            command.arguments()
                    .map(FishScript::value)
                    .filter(value -> !value.equals(" -f"))
                    .ifPresent(value -> script.append(at).append(value).append('\n'));
        }
    }

    private static String option(Choice option) {
        StringBuilder text = new StringBuilder();
        option.names()
                .forEach(name ->
                        text.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1)));
        Optional<String> value = option.value().map(FishScript::value);
        value.ifPresent(written -> text.append(" -r").append(written));
        return text.append(" -d ").append(quoted(option.about())).toString();
    }

    private static String value(Value value) {
        return switch (value.kind()) {
            case NONE -> " -f";
            case FILE -> " -F";
            case HOST, RELEASE -> " -f -a '(__deployctl_ask " + value.code() + ")'";
            case WORDS -> " -f -a '" + String.join(" ", value.words()) + "'";
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
