package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonParser;
import io.github.deployctl.e2e.app.Conduct;
import io.github.deployctl.e2e.kit.actions.ActionRun;
import io.github.deployctl.e2e.kit.actions.ActionRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The project's own actions, run as GitHub's runner runs them: green where it was done, red where it was not, and no secret anywhere. */
class ActionsE2eIT extends ActionHost {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void aPushIsGreenOneThatFailsIsRedAndARollbackGoesBackAndNoneShowsASecret() throws Exception {
        String key = Files.readString(site.sshd().identity());
        ActionRunner runner = runner();
        ActionRun first = push(runner, jars.good("1.0.0"), Map.of());
        assertThat(first.exit()).as(first.all()).isZero();
        assertThat(first.outputs())
                .containsEntry("outcome", "deployed")
                .containsEntry("exit-code", "0")
                .containsEntry("changed-hosts", "web-1")
                .containsEntry("failed-hosts", "");
        assertThat(first.outputs().get("release")).startsWith("1.0.0-");
        assertThat(Long.parseLong(first.outputs().get("uploaded-bytes"))).isPositive();
        assertThat(JsonParser.parseString(
                                Files.readString(Path.of(first.outputs().get("report"))))
                        .getAsJsonObject()
                        .get("outcome")
                        .getAsString())
                .isEqualTo("deployed");
        assertThat(first.log())
                .as("shown, and so that nothing takes it for a command")
                .contains("##\\u005berror]from a hook")
                .doesNotContain("##[error]");
        assertThat(first.annotations()).singleElement().asString().startsWith("notice ");
        assertThat(first.summary()).contains("| web-1 | deployed |", "Longest wait");
        assertThat(site.page("/")).isEqualTo("demo 1.0.0");

        ActionRun second = push(runner, jars.good("2.0.0"), Map.of("auto-rollback", "False", "dry-run", "false"));
        assertThat(second.outputs().get("previous-release")).as(second.all()).startsWith("1.0.0-");
        assertThat(second.outputs())
                .as("each output has its value; that there is none is one")
                .allSatisfy(
                        (name, value) -> assertThat(value.isEmpty()).as(name).isEqualTo(name.equals("failed-hosts")));
        assertThat(Long.parseLong(second.outputs().get("duration-ms"))).isPositive();

        ActionRun failed = push(runner, jars.pack("3.0.0", Conduct.EXITS_WITH_ERROR), Map.of());
        assertThat(failed.exit()).as(failed.all()).isOne();
        assertThat(failed.outputs()).containsEntry("outcome", "failed").containsEntry("failed-hosts", "web-1");
        assertThat(failed.summary()).contains("<details>", "the licence has expired");
        assertThat(failed.annotations())
                .hasSize(1)
                .first()
                .asString()
                .contains("error", "exit code 1", "exited with status 3");
        assertThat(site.page("/")).isEqualTo("demo 2.0.0");

        Path trap = site.folder().resolve("trapped");
        ActionRun back = runner.uses(
                ACTIONS.resolve("rollback"),
                inputs(Map.of(
                        "steps", "1", "reason", "it's \"$(touch " + trap + ")\" `touch " + trap + "`;touch " + trap)));
        assertThat(back.exit()).as(back.all()).isZero();
        assertThat(back.outputs().get("release")).startsWith("1.0.0-");
        assertThat(site.page("/")).isEqualTo("demo 1.0.0");
        assertThat(trap).doesNotExist();

        for (ActionRun run : List.of(first, second, failed, back)) {
            String all = run.all() + Files.readString(Path.of(run.outputs().get("report")));
            for (String line :
                    key.lines().filter(each -> !each.startsWith("-----")).toList()) {
                assertThat(all).doesNotContain(line);
                assertThat(run.masks()).as("the workflow has it as one line").contains(line);
            }
            assertThat(all)
                    .as("a host is its name")
                    .doesNotContain("127.0.0.1:" + site.sshd().port());
        }
        assertThat(left())
                .as("the key is gone")
                .noneMatch(file -> contains(file, key.lines().toList().get(1)));
    }

    @Test
    void inputsAreDataAndWhatIsNoBooleanIsNamed() throws Exception {
        Path trap = site.folder().resolve("trapped");
        String hostile = "a\"b'c$(touch " + trap + ")`touch " + trap + "`;touch " + trap + "\n*.jar";
        ActionRunner runner = runner();
        ActionRun artifact = runner.uses(ACTIONS.resolve("push"), inputs(Map.of("artifact", hostile)));
        assertThat(artifact.exit()).as(artifact.all()).isEqualTo(8);
        assertThat(artifact.log()).contains("does not exist");
        ActionRun hosts = runner.uses(ACTIONS.resolve("push"), inputs(Map.of("hosts", hostile)));
        assertThat(hosts.exit()).as(hosts.all()).isEqualTo(2);
        assertThat(hosts.annotations()).first().asString().contains("input hosts");
        ActionRun word = runner.uses(ACTIONS.resolve("push"), inputs(Map.of("dry-run", "no")));
        assertThat(word.exit()).as(word.all()).isEqualTo(2);
        assertThat(word.annotations()).first().asString().contains("the input dry-run is neither true nor false");
        assertThat(word.outputs()).containsEntry("outcome", "failed").containsEntry("exit-code", "2");
        ActionRun help = runner.uses(ACTIONS.resolve("push"), inputs(Map.of("args", "--help")));
        assertThat(help.exit()).as("nothing was deployed: " + help.all()).isOne();
        ActionRun unknown = runner.uses(ACTIONS.resolve("push"), inputs(Map.of("version", "99.0.0")));
        assertThat(unknown.exit())
                .as("what has no pin is not fetched: " + unknown.all())
                .isEqualTo(2);
        assertThat(unknown.annotations()).first().asString().contains("knows no release of that version");
        ActionRun config = runner.uses(ACTIONS.resolve("push"), inputs(Map.of("ssh-config", "nowhere/ssh_config")));
        assertThat(config.exit())
                .as("also where it would be included only: " + config.all())
                .isEqualTo(2);
        assertThat(config.annotations()).first().asString().contains("the input ssh-config names no file");
        assertThat(trap).doesNotExist();
    }

    @Test
    void aCancelledPushSaysWhatItLeavesAndFreesTheLock() throws Exception {
        site.pushQuickly(jars.good("1.0.0"));
        ActionRunner runner = runner();
        Path late = jars.pack("2.0.0", Conduct.READY_ON_COMMAND);
        CompletableFuture<ActionRun> running = CompletableFuture.supplyAsync(() -> {
            try {
                return push(runner, late, Map.of());
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        await().atMost(PATIENCE)
                .until(() -> running.isDone() || site.agent().log().contains("generation 2 of "));
        runner.cancel();
        ActionRun run = running.get(30, TimeUnit.SECONDS);

        assertThat(run.exit()).as(run.all()).isEqualTo(130);
        assertThat(run.outputs()).containsEntry("outcome", "interrupted").containsEntry("exit-code", "130");
        assertThat(run.summary()).contains("ended before it was done", "web-1 keeps what it has");
        site.declare("");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(site.quickly("lock status").out()).contains("not locked"));
        assertThat(site.page("/")).isEqualTo("demo 1.0.0");
        assertThat(left())
                .as("only what the runner has")
                .noneMatch(file -> file.toString().contains("private-key"));
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> all = Files.walk(temp)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
