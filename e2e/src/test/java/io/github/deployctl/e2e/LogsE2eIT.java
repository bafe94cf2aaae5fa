package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.cli.demo.load.Load;
import io.github.deployctl.e2e.kit.AgentClient;
import io.github.deployctl.e2e.kit.Command;
import io.github.deployctl.e2e.kit.Outcome;
import io.github.deployctl.e2e.kit.Processes;
import io.github.deployctl.e2e.kit.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the app prints, while it is pushed, drained and followed, and while no agent runs. */
class LogsE2eIT extends E2eHost {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @BeforeEach
    void declareAnAppThatPrints() throws IOException {
        site.declare("java: {options: [" + Site.OPTIONS.replace(" ", ", ") + "], args: [\"--port=" + site.port()
                + "\", --chatter]}");
    }

    @Test
    void everyLineOfEveryGenerationIsThereOnceAlsoFromWhileNoAgentRan() throws Exception {
        assertThat(site.pushQuickly(jars.good("1.0.0")).exit()).isZero();
        Load load = load();
        Command.Running followed = site.command("logs", "-f", "-n", "0").start();
        await().atMost(PATIENCE).until(() -> !followed.outSoFar().isEmpty());
        assertThat(site.pushQuickly(jars.good("2.0.0")).exit()).isZero();
        await().atMost(PATIENCE).until(() -> count(followed.outSoFar(), 2) > 100);
        AgentClient client = new AgentClient(site.agent().socket());
        await().atMost(PATIENCE).until(() -> client.status().generations().size() == 1);
        await().atMost(PATIENCE).until(() -> numbers(followed.outSoFar(), 1).contains(last(1)));
        Processes.signal(followed.process().pid(), "INT");
        Outcome shown = followed.await();
        assertThat(shown.exit()).as(shown.err()).isEqualTo(130);
        // From some line of the first to its last one, and from the first of the second.
        List<Integer> ofFirst = numbers(shown.out(), 1);
        assertThat(ofFirst).isEqualTo(range(ofFirst.get(0), ofFirst.size()));
        assertThat(ofFirst).endsWith(last(1));
        assertThat(numbers(shown.out(), 2)).isEqualTo(range(0, count(shown.out(), 2)));
        assertThat(shown.err()).contains("generation 2:");

        site.agent().kill();
        int before = numbers(log(2), 2).size();
        await().atMost(PATIENCE).until(() -> numbers(log(2), 2).size() > before + 100);
        site.agent().startAgain(Map.of());
        assertThat(site.pushQuickly(jars.good("3.0.0")).exit()).isZero();
        assertThat(load.stop().lossDetails(10)).isEmpty();
        // The second one prints until it has ended.
        await().atMost(PATIENCE).until(() -> client.status().generations().size() == 1);
        for (int generation = 1; generation <= 3; generation++) {
            List<Integer> lines = numbers(log(generation), generation);
            assertThat(lines).hasSizeGreaterThan(100).isEqualTo(range(0, lines.size()));
        }
        Outcome old = site.quickly("logs", "--generation", "2", "-n", "1000000");
        assertThat(numbers(old.out(), 2)).isEqualTo(numbers(log(2), 2));
    }

    @Test
    void theLastLinesAreShownAsAsked() throws Exception {
        assertThat(site.pushQuickly(jars.good("1.0.0")).exit()).isZero();
        await().atMost(PATIENCE).until(() -> numbers(log(1), 1).size() > 200);

        assertThat(site.quickly("logs").out().lines()).hasSize(100);
        assertThat(site.quickly("logs", "-n", "3").out().lines()).hasSize(3);
        assertThat(site.quickly("logs", "--since", "10m").out()).contains("generation 1 line 0\n");
        assertThat(site.quickly("logs", "-n", "1", "--json").out()).contains("\"generation\": 1", "\"exitCode\": 0");
        Outcome unknown = site.quickly("logs", "-g", "7");
        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.err()).contains("there is no log of generation 7");
    }

    private String log(int generation) throws IOException {
        return Files.readString(site.agent().logFolder().resolve("generation-" + generation + ".log"));
    }

    private int last(int generation) throws IOException {
        List<Integer> numbers = numbers(log(generation), generation);
        return numbers.get(numbers.size() - 1);
    }

    private static int count(String text, int generation) {
        return numbers(text, generation).size();
    }

    private static List<Integer> numbers(String text, int generation) {
        String prefix = "generation " + generation + " line ";
        // The last line may not be complete yet.
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> Integer.valueOf(line.substring(prefix.length())))
                .toList();
    }

    private static List<Integer> range(int first, int count) {
        return IntStream.range(first, first + count).boxed().toList();
    }
}
