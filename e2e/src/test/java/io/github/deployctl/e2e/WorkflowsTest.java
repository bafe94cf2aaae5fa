package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What the workflows, and the actions, are held to beyond their syntax. */
class WorkflowsTest {
    private static final Path GITHUB = Path.of("..", ".github").toAbsolutePath().normalize();
    private static final Pattern USES = Pattern.compile("uses: (\\S+)( # .+)?");
    private static final Pattern PINNED = Pattern.compile("([\\w.-]+/[\\w./-]+)@([0-9a-f]{40})");
    private static final Set<String> RUNNERS =
            Set.of("ubuntu-24.04", "ubuntu-24.04-arm", "macos-15-intel", "macos-15", "${{ matrix.runner }}");
    /** The only job that may change anything, and what. */
    private static final Map<String, Map<String, String>> MAY_WRITE =
            Map.of("release.yml/publish", Map.of("attestations", "write", "contents", "write", "id-token", "write"));

    @Test
    void eachActionOfOthersIsOneCommitAndTheSameOneEverywhere() throws Exception {
        Map<String, String> commits = new HashMap<>();
        for (Path file : files().toList()) {
            for (String line : Files.readAllLines(file)) {
                Matcher uses = USES.matcher(line);
                if (!uses.find()) {
                    continue;
                }
                Matcher pinned = PINNED.matcher(uses.group(1));
                assertThat(pinned.matches()).as(file + ": " + line).isTrue();
                assertThat(uses.group(2)).as("which version: " + line).isNotBlank();
                String commit = pinned.group(2) + uses.group(2);
                assertThat(commits.merge(pinned.group(1), commit, (first, second) -> first))
                        .as(line)
                        .isEqualTo(commit);
            }
        }
        assertThat(commits).containsKeys("actions/checkout", "actions/attest-build-provenance");
    }

    @ParameterizedTest
    @MethodSource("files")
    void nothingFromOutsideIsEverPartOfAScript(Path file) throws Exception {
        for (Map<?, ?> step : steps(file)) {
            if (step.get("run") instanceof String script) {
                assertThat(script).as(file.toString()).doesNotContain("${{");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void aWorkflowMayReadAndItsJobsEnd(Path file) throws Exception {
        Map<?, ?> workflow = read(file);
        assertThat(workflow.get("permissions")).isEqualTo(Map.of("contents", "read"));
        assertThat(map(workflow, "on").containsKey("pull_request_target")).isFalse();
        assertThat(workflow.containsKey("concurrency")).isTrue();
        for (Map.Entry<?, ?> entry : map(workflow, "jobs").entrySet()) {
            Map<?, ?> job = (Map<?, ?>) entry.getValue();
            String name = file.getFileName() + "/" + entry.getKey();
            assertThat(job.get("timeout-minutes")).as(name).isInstanceOf(Integer.class);
            assertThat(job.get("runs-on")).as(name).isIn(RUNNERS);
            assertThat(job.get("permissions")).as(name).isEqualTo(MAY_WRITE.get(name));
        }
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void aCheckoutLeavesNoTokenBehind(Path file) throws Exception {
        for (Map<?, ?> step : steps(file)) {
            if (step.get("uses") instanceof String uses && uses.startsWith("actions/checkout@")) {
                assertThat(map(step, "with").get("persist-credentials")).isEqualTo(false);
            }
        }
    }

    @Test
    void theRunnersOfTheMatrixAreKnown() throws Exception {
        String release = Files.readString(GITHUB.resolve("workflows/release.yml"));
        Matcher runner = Pattern.compile("\\{runner: ([^,]+),").matcher(release);
        int found = 0;
        while (runner.find()) {
            assertThat(runner.group(1)).isIn(RUNNERS);
            found++;
        }
        assertThat(found).isEqualTo(4);
    }

    @Test
    void theExampleGivesTheActionInputsAndReadsOutputsThatItHas() throws Exception {
        Path example = GITHUB.resolve("workflows/deploy-example.yml");
        Map<?, ?> push = steps(example).stream()
                .filter(step -> String.valueOf(step.get("uses")).contains("/actions/push@"))
                .findFirst()
                .orElseThrow();
        Map<?, ?> action = read(GITHUB.resolve("actions/push/action.yml"));
        assertThat(map(action, "inputs").keySet().containsAll(map(push, "with").keySet()))
                .isTrue();
        Matcher output = Pattern.compile("steps\\.push\\.outputs\\.([a-z-]+)").matcher(Files.readString(example));
        assertThat(output.find()).isTrue();
        do {
            assertThat(map(action, "outputs").containsKey(output.group(1))).isTrue();
        } while (output.find());
    }

    static Stream<Path> workflows() throws IOException {
        return files().filter(file -> file.startsWith(GITHUB.resolve("workflows")));
    }

    static Stream<Path> files() throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(GITHUB)) {
            walk.filter(file -> file.toString().endsWith(".yml")).forEach(found::add);
        }
        assertThat(found).hasSizeGreaterThan(4);
        return found.stream();
    }

    private static Map<?, ?> read(Path file) throws IOException {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    }

    private static Map<?, ?> map(Map<?, ?> holder, String key) {
        if (holder.get(key) instanceof Map<?, ?> map) {
            return map;
        }
        throw new AssertionError(key + " is no mapping, or is not there");
    }

    /** The steps of all jobs of a workflow, or of an action. */
    private static List<Map<?, ?>> steps(Path file) throws IOException {
        Map<?, ?> content = read(file);
        List<Map<?, ?>> steps = new ArrayList<>();
        List<Map<?, ?>> holders = new ArrayList<>();
        if (content.containsKey("runs")) {
            holders.add(map(content, "runs"));
        } else {
            map(content, "jobs").values().forEach(job -> holders.add((Map<?, ?>) job));
        }
        for (Map<?, ?> holder : holders) {
            if (holder.get("steps") instanceof List<?> list) {
                list.forEach(step -> steps.add((Map<?, ?>) step));
            }
        }
        assertThat(steps).as(file.toString()).isNotEmpty();
        return steps;
    }
}
