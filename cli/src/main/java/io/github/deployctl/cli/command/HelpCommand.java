package io.github.deployctl.cli.command;

import static java.util.Objects.requireNonNull;

import io.github.deployctl.cli.help.Topic;
import io.github.deployctl.cli.terminal.Console;
import io.github.deployctl.cli.text.Nearest;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.release.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code deployctl help}. */
@Command(
        name = "help",
        headerHeading = "Examples: deployctl help exit-codes%n          deployctl help lock acquire%n%n",
        header = "Tells about a topic, or about a command as its --help does.",
        mixinStandardHelpOptions = true)
final class HelpCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "TOPIC|COMMAND",
            arity = "0..*",
            completionCandidates = HelpWords.class,
            description = "exit-codes, config, hooks, ci, security, or the words of a command")
    private List<String> words = new ArrayList<>();

    /** What a shell completes beside the commands. */
    static final class HelpWords extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        HelpWords() {
            super(Topic.names());
        }
    }

    HelpCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws FailureException {
        Optional<Topic> topic = words.size() == 1 ? Topic.named(words.get(0)) : Optional.empty();
        if (topic.isPresent()) {
            console.out().print(topic.get().text());
            console.out().flush();
        } else {
            command().usage(console.out());
        }
        return 0;
    }

    private CommandLine command() throws FailureException {
        CommandLine found = requireNonNull(spec).root().commandLine();
        for (String word : words) {
            CommandLine next = found.getSubcommands().get(word);
            if (next == null) {
                throw unknown(word, found);
            }
            found = next;
        }
        return found;
    }

    private static FailureException unknown(String word, CommandLine in) {
        boolean first = in.getParent() == null;
        List<String> known = new ArrayList<>(first ? Topic.names() : List.of());
        in.getSubcommands().forEach((name, verb) -> {
            if (!verb.getCommandSpec().usageMessage().hidden()) {
                known.add(name);
            }
        });
        String nearest = Nearest.to(word, known)
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
        String kind = first ? "no topic or command " : "no command ";
        return Failure.of(
                        FailureCode.USAGE,
                        "nothing was told: " + kind + Quoted.of(word)
                                + (first ? "" : " of " + in.getCommandSpec().qualifiedName()) + nearest)
                .hint("deployctl help")
                .asException();
    }
}
