package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.cli.demo.load.Load;
import io.github.deployctl.e2e.app.Conduct;
import io.github.deployctl.e2e.kit.Command;
import io.github.deployctl.e2e.kit.Outcome;
import io.github.deployctl.e2e.kit.Processes;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The agent as the classic hot restarters are used: by signals, an env file and a command line. */
class SignalsE2eIT extends E2eHost {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void eachRestartSignalHandsOverToAFreshProcessWithAFreshEnvironment() throws Exception {
        Files.writeString(site.agent().envFile(), "COLOUR=red\nSIZE=10\n");
        site.pushQuickly(jars.good("1.0.0"));
        assertThat(site.page("/env?COLOUR")).isEqualTo("red");
        Load load = load();
        for (String signal : List.of("HUP", "USR1", "USR2")) {
            Files.writeString(site.agent().envFile(), "COLOUR=" + signal + "\n");
            long before = site.agent().livePid();
            site.agent().signal(signal);
            await().atMost(PATIENCE).until(() -> site.agent().livePid() != before);
            await().atMost(PATIENCE).until(() -> !Processes.isAlive(before));

            assertThat(site.page("/")).isEqualTo("demo 1.0.0");
            assertThat(site.page("/env?COLOUR")).isEqualTo(signal);
            assertThat(site.page("/env?SIZE")).isEqualTo("null");
        }
        assertThat(load.stop().lossDetails(10)).isEmpty();
        assertThat(site.agent().isAlive()).isTrue();
    }

    @Test
    void theAppHasASessionOfItsOwnAndOutlivesATerminal() throws Exception {
        site.pushQuickly(jars.good("1.0.0"));
        long app = site.agent().livePid();

        assertThat(Processes.session(app))
                .isEqualTo(app)
                .isNotEqualTo(Processes.session(site.agent().pid()));
    }

    @Test
    void sigtermEndsTheAppAndThenTheAgent() throws Exception {
        site.pushQuickly(jars.good("1.0.0"));
        long app = site.agent().livePid();
        SlowRequest slow = SlowRequest.start(site.port(), Duration.ofSeconds(2));

        int exit = site.agent().terminate();

        assertThat(exit).isZero();
        assertThat(slow.body()).isEqualTo("demo 1.0.0\n".repeat(10));
        assertThat(Processes.isAlive(app)).isFalse();
        assertThat(catchThrowable(() -> site.page("/"))).isInstanceOf(ConnectException.class);
    }

    @Test
    void sigtermDuringAPushLeavesNoProcess() throws Exception {
        site.pushQuickly(jars.good("1.0.0"));
        Command.Running push = site.command(
                        "push",
                        "--artifact",
                        jars.pack("2.0.0", Conduct.READY_ON_COMMAND).toString())
                .start();
        await().pollInterval(Duration.ofMillis(2))
                .atMost(PATIENCE)
                .until(() -> site.agent().log().contains("generation 2 of "));

        assertThat(site.agent().terminate()).isZero();
        Outcome outcome = push.await();
        assertThat(outcome.exit()).as(outcome.all()).isIn(1, 4);
        assertThat(appProcesses("")).isEmpty();
    }

    @Test
    void argumentsArriveAsTheyAreWritten() throws Exception {
        List<String> odd =
                List.of("with space", "", "'single'", "\"double\"", "$HOME", "`id`", "a\nb", "back\\slash", "-", "ä");
        String yaml = odd.stream()
                .map(arg ->
                        "\"" + arg.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"")
                .collect(Collectors.joining(", "));
        // A JVM reads its arguments in its locale's encoding; in the POSIX locale it cannot read anything beyond ASCII.
        site.declare("java: {args: [\"--port=" + site.port() + "\", " + yaml + "]}\nenv: {LC_ALL: C.UTF-8}");
        var push = site.pushQuickly(jars.good("1.0.0"));
        assertThat(push.exit()).as(push.all()).isZero();

        String expected = odd.stream()
                .map(arg -> URLEncoder.encode(arg, StandardCharsets.UTF_8) + "\n")
                .collect(Collectors.joining());
        assertThat(site.page("/args"))
                .isEqualTo(URLEncoder.encode("--port=" + site.port(), StandardCharsets.UTF_8) + "\n" + expected);
    }
}
