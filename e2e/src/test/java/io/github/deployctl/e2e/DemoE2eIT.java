package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.deployctl.e2e.kit.Command;
import io.github.deployctl.e2e.kit.Installation;
import io.github.deployctl.e2e.kit.Outcome;
import io.github.deployctl.e2e.kit.Processes;
import io.github.deployctl.e2e.kit.TempFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code deployctl demo} as installed. Its own temporary folder is put into one of the test, so that what it leaves behind is seen. */
class DemoE2eIT {
    private TempFolder temp;

    @BeforeEach
    void makeFolder() throws Exception {
        temp = new TempFolder();
    }

    @AfterEach
    void removeFolder() throws Exception {
        temp.close();
    }

    /** Whoever plays it has settings for hosts of his own, by which the demo's is not reached. */
    @Test
    void itLosesNothingAndLeavesNothingBehind() throws Exception {
        Path settings = temp.path().resolve("config");
        Files.createDirectories(settings.resolve("deployctl"));
        Files.writeString(settings.resolve("deployctl/config.yml"), "jump: bastion.invalid\n");

        Outcome demo = demo("--json")
                .environment(Map.of("XDG_CONFIG_HOME", settings.toString(), "DEPLOYCTL_SSH_KEY", "no key at all"))
                .run();

        assertThat(demo.exit()).as(demo.all()).isZero();
        JsonObject report = JsonParser.parseString(demo.out()).getAsJsonObject();
        assertThat(report.get("ok").getAsBoolean()).isTrue();
        assertThat(report.get("lost").getAsLong()).isZero();
        assertThat(report.get("requests").getAsLong()).isGreaterThan(1000);
        assertThat(report.getAsJsonArray("swaps").size()).isGreaterThanOrEqualTo(3);
        assertThat(report.getAsJsonArray("swaps")
                        .get(0)
                        .getAsJsonObject()
                        .get("longestWaitMillis")
                        .getAsDouble())
                .isPositive();
        report.getAsJsonArray("steps").forEach(each -> {
            JsonObject step = each.getAsJsonObject();
            long parts = step.get("readyMillis").getAsLong()
                    + step.get("moveMillis").getAsLong()
                    + step.get("drainMillis").getAsLong();
            assertThat(parts)
                    .as("%s", step)
                    .isLessThanOrEqualTo(step.get("durationMillis").getAsLong());
        });
        assertThat(report.get("rollbackMillis").getAsLong())
                .isBetween(0L, report.get("rollbackCommandMillis").getAsLong());
        assertNothingIsLeft();
    }

    @Test
    void clientAgentAndAppRunOnJava25Too() throws Exception {
        Optional<Path> java = java25();
        Assumptions.assumeTrue(java.isPresent(), "SKIPPED: no Java 25 here (JAVA_HOME_25, /usr/lib/jvm)");

        Outcome demo = demo("--json")
                .environment(Map.of("DEPLOYCTL_JAVA", java.orElseThrow().toString()))
                .run();

        assertThat(demo.exit()).as(demo.all()).isZero();
        assertThat(JsonParser.parseString(demo.out())
                        .getAsJsonObject()
                        .get("lost")
                        .getAsLong())
                .isZero();
        assertThat(demo.err()).doesNotContain("WARNING");
        assertNothingIsLeft();
    }

    @Test
    void itEndsEverythingWhenItIsInterrupted() throws Exception {
        Command.Running demo = demo().start();
        await().atMost(Duration.ofSeconds(60)).until(() -> demo.errSoFar().contains("push --artifact demo-1.1.0.jar"));
        Processes.signal(demo.process().pid(), "INT");

        Outcome outcome = demo.await();
        assertThat(outcome.exit()).as(outcome.all()).isEqualTo(130);
        assertNothingIsLeft();
    }

    /** From the first moment at which there is something to end: the agent is not ready then. */
    @Test
    void itEndsTheAgentThatItIsStarting() throws Exception {
        Command.Running demo = demo().start();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !Processes.naming(temp.path() + "/deployctl-demo-").isEmpty());
        Processes.signal(demo.process().pid(), "TERM");

        Outcome outcome = demo.await();
        assertThat(outcome.exit()).as(outcome.all()).isEqualTo(130);
        assertNothingIsLeft();
    }

    private Command demo(String... words) throws Exception {
        // A process that a shell has put in the background ignores SIGINT, and so would its children (POSIX sh, 2.12).
        Stream<String> line = Stream.concat(
                Stream.of(
                        "env",
                        "--default-signal=INT",
                        Installation.ofThisBuild().deployctl().toString(),
                        "demo"),
                Stream.of(words));
        return new Command(temp.path(), line.toList())
                .environment(Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temp.path()));
    }

    private static Optional<Path> java25() throws Exception {
        String home = System.getenv("JAVA_HOME_25");
        if (home != null) {
            return Optional.of(Path.of(home, "bin", "java"));
        }
        Path usual = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(usual)) {
            return Optional.empty();
        }
        try (Stream<Path> homes = Files.list(usual)) {
            return homes.filter(path -> path.getFileName().toString().matches(".*\\b25\\b.*"))
                    .map(path -> path.resolve("bin/java"))
                    .filter(Files::isExecutable)
                    .sorted()
                    .findFirst();
        }
    }

    private void assertNothingIsLeft() throws Exception {
        assertThat(Processes.naming(temp.path().toString())).isEmpty();
        try (Stream<Path> left = Files.list(temp.path())) {
            List<Path> folders = left.filter(
                            path -> path.getFileName().toString().startsWith("deployctl-demo"))
                    .toList();
            assertThat(folders).isEmpty();
        }
    }
}
