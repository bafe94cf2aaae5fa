package io.github.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.deployctl.cli.build.AnswersToWrite;
import io.github.deployctl.cli.build.Examples;
import io.github.deployctl.cli.config.key.Keys;
import io.github.deployctl.cli.fixture.Session;
import io.github.deployctl.cli.fixture.Session.Run;
import io.github.deployctl.cli.help.Topic;
import io.github.deployctl.cli.hook.HookVariable;
import io.github.deployctl.cli.plan.PushPlan;
import io.github.deployctl.common.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What can be read: the help of every command, and the topics beside it. */
final class HelpTest {
    private static final Pattern VARIABLE = Pattern.compile("DEPLOYCTL_[A-Z_]*[A-Z]");

    /** To read words alone; made once, since it takes a while. */
    private static final CommandLine READER = AnswersToWrite.commandLine();

    @TempDir
    Path folder;

    private Run run(List<String> words) {
        return new Session(folder).run(words.toArray(String[]::new));
    }

    private Run run(String... words) {
        return run(List.of(words));
    }

    /** The words of every command that is shown to people, those of commands below commands too. */
    static Stream<List<String>> commands() {
        List<List<String>> all = new ArrayList<>();
        add(READER, List.of(), all);
        return all.stream();
    }

    private static void add(CommandLine line, List<String> words, List<List<String>> all) {
        if (line.getCommandSpec().usageMessage().hidden()) {
            return;
        }
        all.add(words);
        line.getSubcommands().forEach((name, verb) -> {
            List<String> deeper = new ArrayList<>(words);
            deeper.add(name);
            add(verb, deeper, all);
        });
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyHelpBeginsWithExamplesThatTheCommandLineUnderstands(List<String> command) {
        List<String> words = new ArrayList<>(command);
        words.add("-h");
        String help = run(words).out();

        List<String> examples = Examples.lines(help);

        assertThat(examples).as(help).isNotEmpty();
        assertThat(help.indexOf("Usage: ")).isPositive().isGreaterThan(help.indexOf(examples.get(0)));
        assertThat(examples)
                .allSatisfy(example -> assertThat(Examples.commands(example))
                        .as(example)
                        .isNotEmpty()
                        .allSatisfy(said -> assertThatCode(() -> READER.parseArgs(said.toArray(String[]::new)))
                                .doesNotThrowAnyException()));
        assertThat(examples.stream().flatMap(line -> Examples.commands(line).stream()))
                .as("one is about the command itself")
                .anyMatch(said -> said.size() >= command.size()
                        && said.subList(0, command.size()).equals(command));
    }

    @Test
    void anExampleWithAnUnknownOptionWouldBeFound() {
        assertThat(Examples.commands("source <(deployctl lock acquire --message 'a  b' --for 2h) && deployctl -x|less"))
                .containsExactly(List.of("lock", "acquire", "--message", "a  b", "--for", "2h"), List.of("-x"));
        assertThatCode(() -> READER.parseArgs("-x")).isInstanceOf(CommandLine.UnmatchedArgumentException.class);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpOfACommandIsItsHelp(List<String> command) {
        List<String> words = new ArrayList<>(command);
        words.add(0, "help");
        if (words.size() == 2 && Topic.named(words.get(1)).isPresent()) {
            return;
        }
        List<String> option = new ArrayList<>(command);
        option.add("--help");

        assertThat(run(words)).isEqualTo(run(option));
    }

    @ParameterizedTest
    @EnumSource
    void everyTopicFitsATerminalAndIsNamedInTheHelp(Topic topic) {
        Run told = run("help", topic.topic());

        assertThat(told.status()).isZero();
        assertThat(told.out()).isEqualTo(topic.text()).startsWith("Example").endsWith("\n");
        assertThat(told.out().lines().filter(line -> line.length() > 84 || line.endsWith(" ")))
                .isEmpty();
        assertThat(run("--help").out()).contains(topic.topic());
        assertThat(run("help", "-h").out()).contains(topic.topic());
        assertThat(WrittenAnswers.name("help", topic.topic())).isEqualTo("topic_" + topic.topic());
    }

    @Test
    void theCommandsThatATopicProposesCanBeRead() {
        List<List<String>> proposed = Arrays.stream(Topic.values())
                .flatMap(topic -> Stream.concat(
                        Examples.lines(topic.text()).stream(),
                        topic.text().lines().filter(line -> line.startsWith("  deployctl push "))))
                .flatMap(line -> Examples.commands(line).stream())
                .toList();

        assertThat(proposed)
                .contains(List.of("setup", "root@web1", "--authorize", "ci.pub"))
                .contains(List.of("push", "web", "--lock-wait", "5m", "--report", "report.json"))
                .allSatisfy(said -> assertThatCode(() -> READER.parseArgs(said.toArray(String[]::new)))
                        .doesNotThrowAnyException());
    }

    @Test
    void theTopicsTellOfEverythingThatThereIs() {
        for (String text : List.of(Topic.EXIT_CODES.text(), run("--help").out())) {
            for (FailureCode code : FailureCode.values()) {
                assertThat(text).containsPattern("(?m)^  " + code.exitStatus() + " +" + code.meaning() + "$");
            }
            assertThat(text).contains("  " + PushPlan.PENDING + "  ", "  0  ");
        }
        assertThat(Topic.CONFIG.text().lines())
                .containsAll(Keys.list().stream()
                        .map(key -> "    Example: " + key.name() + ": " + key.example())
                        .toList());
        assertThat(Topic.SECURITY.text()).contains("DEPLOYCTL_RUN=off", "DEPLOYCTL_HOOKS=off");
        assertThat(Topic.HOOKS.text())
                .contains(Arrays.stream(HookVariable.values())
                        .map(HookVariable::variable)
                        .toList());
    }

    @Test
    void whatIsNeitherTopicNorCommandGetsTheNearest() {
        assertThat(run("help", "exit-code"))
                .isEqualTo(
                        new Run(
                                2,
                                "",
                                "deployctl: nothing was told: no topic or command \"exit-code\"; did you mean exit-codes?\nTry: deployctl help\n"));
        assertThat(run("help", "psuh").err()).contains("did you mean push?");
        assertThat(run("help", "lock", "relase").err())
                .contains("no command \"relase\" of deployctl lock; did you mean release?");
        assertThat(run("help", "push", "web1").status()).isEqualTo(2);
        assertThat(run("help", "reprot").err()).doesNotContain("report?");
    }

    /** A variable that no code looks at is one that a reader would set in vain. */
    @Test
    void everyVariableThatATopicNamesIsInTheCode() throws IOException {
        Set<String> known = new TreeSet<>();
        for (String module : List.of("agent", "cli", "common")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main"))) {
                for (Path file : files.filter(Files::isRegularFile)
                        .filter(file -> !file.endsWith("JobText.java"))
                        .toList()) {
                    variables(Files.readString(file)).forEach(known::add);
                }
            }
        }
        for (HookVariable variable : HookVariable.values()) {
            known.add(variable.variable());
        }
        for (Topic topic : Topic.values()) {
            assertThat(known).containsAll(variables(topic.text()).collect(Collectors.toSet()));
        }
    }

    private static Stream<String> variables(String text) {
        return VARIABLE.matcher(text).results().map(MatchResult::group);
    }

    @Test
    void whatIsNoPlainWordIsNeverLookedFor() {
        assertThat(WrittenAnswers.name("help", "lock", "acquire")).isEqualTo("topic_lock_acquire");
        assertThat(WrittenAnswers.name("lock-acquire", "--help"))
                .isNotEqualTo(WrittenAnswers.name("lock", "acquire", "--help"));
        assertThat(WrittenAnswers.name("help", "../topic")).isNull();
        assertThat(WrittenAnswers.name("help", "-x")).isNull();
        assertThat(WrittenAnswers.name("completion")).isEqualTo(WrittenAnswers.name("completion", "bash"));
        assertThat(WrittenAnswers.name("completion", "zsh")).isEqualTo("completion.zsh");
        assertThat(WrittenAnswers.name("completion", "../zsh")).isNull();
        assertThat(WrittenAnswers.name("completion", "zsh", "x")).isNull();
        assertThat(WrittenAnswers.name("status")).isNull();
        assertThat(WrittenAnswers.name()).isNull();
    }
}
