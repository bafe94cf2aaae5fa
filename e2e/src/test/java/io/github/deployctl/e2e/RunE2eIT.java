package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.e2e.kit.AgentClient;
import io.github.deployctl.e2e.kit.Command;
import io.github.deployctl.e2e.kit.Outcome;
import io.github.deployctl.e2e.kit.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A command that runs once beside the app. */
class RunE2eIT extends E2eHost {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void aCommandRunsAsTheAppDoesAndEndsWhenItsClientDoes() throws Exception {
        site.declare("env: {GREETING: hello}");
        site.pushQuickly(jars.good("1.0.0"));

        Outcome done = site.quickly(
                "run",
                "--shell",
                "--",
                "echo $GREETING $DEPLOYCTL_RELEASE $1; pwd; test -f $DEPLOYCTL_JAR; echo bad >&2; exit 5");
        assertThat(done.exit()).as(done.all()).isEqualTo(5);
        assertThat(done.out()).matches("hello 1\\.0\\.0-[0-9a-f]{8}\n.*/work\n");
        assertThat(done.err()).startsWith("bad\n").contains("sh exited with status 5");

        Path pid = site.folder().resolve("pid");
        Command.Running running = site.command(
                        "run", "--", "sh", "-c", "echo $$ > \"$1\"; exec sleep \"$2\"", "sh", pid.toString(), "600")
                .start();
        await().atMost(PATIENCE).until(() -> Files.exists(pid) && Files.size(pid) > 0);
        long process = Long.parseLong(Files.readString(pid).strip());
        assertThat(Processes.isAlive(process)).isTrue();
        running.process().destroyForcibly();
        running.await();
        await().atMost(PATIENCE).until(() -> !Processes.isAlive(process));

        // It is written down once its end has been seen: the first and this one.
        await().atMost(PATIENCE).until(() -> runs() == 2);
        assertThat(site.quickly("history").out()).contains("run").doesNotContain("sleep", "600");
        assertThat(site.page("/")).isEqualTo("demo 1.0.0");
    }

    private long runs() throws IOException {
        return new AgentClient(site.agent().socket())
                .history(20).stream()
                        .filter(entry -> entry.operation().equals("run"))
                        .count();
    }
}
