package io.github.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.cli.fixture.FakeAgent;
import io.github.deployctl.cli.fixture.Host;
import io.github.deployctl.cli.fixture.Installation;
import io.github.deployctl.cli.fixture.Processes;
import io.github.deployctl.cli.fixture.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C while the agent is asked, for verbs that end nothing by themselves: the process is gone at once, with the exit status of an interruption. */
final class InterruptedVerbsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** What is typed, and a word of what it then says is true. */
    private static final Map<String, String> VERBS = new LinkedHashMap<>();

    static {
        VERBS.put("rollback", "keeps what it has");
        VERBS.put("restart", "keeps what it has");
        VERBS.put("stop --yes", "stops the app");
        VERBS.put("run -- sleep 60", "is ended by its agent");
        VERBS.put("logs -f", "nothing was changed");
        VERBS.put("status --watch", "nothing was changed");
        VERBS.put("lock status", "nothing was changed");
    }

    @TempDir
    Path folder;

    @Test
    void eachSaysWhatIsTrueAndIsExit130() throws Exception {
        Installation installation = Installation.in(folder);
        List<Process> all = new ArrayList<>();
        try (Host host = Host.start(folder);
                FakeAgent agent = FakeAgent.ofShop(folder, (request, with) -> {})) {
            Project.declare(folder, host);
            for (String verb : VERBS.keySet()) {
                all.add(start(installation, verb, all.size()));
            }
            await().atMost(LIMIT).until(() -> agent.requests().size() >= VERBS.size());

            for (Process process : all) {
                Processes.run(folder, "kill", "-INT", Long.toString(process.pid()));
            }

            int i = 0;
            for (Map.Entry<String, String> verb : VERBS.entrySet()) {
                Process process = all.get(i);
                assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                        .as(verb.getKey())
                        .isTrue();
                String err = Files.readString(folder.resolve("err" + i++));
                assertThat(process.exitValue()).as(verb.getKey() + ": " + err).isEqualTo(130);
                assertThat(err)
                        .as(verb.getKey())
                        .contains("deployctl: interrupted: ", verb.getValue())
                        .doesNotContain("Exception", "\tat ");
            }
        } finally {
            all.forEach(Processes::end);
        }
    }

    private Process start(Installation installation, String verb, int number) throws Exception {
        List<String> words = new ArrayList<>(List.of(
                // A test that runs in the background inherits an ignored SIGINT, which a terminal never gives.
                "/usr/bin/env",
                "--default-signal=INT",
                "DEPLOYCTL_ARCHIVE=off",
                "JAVA_HOME=" + System.getProperty("java.home"),
                "/bin/sh",
                installation.home().resolve("bin/deployctl").toString()));
        List<String> typed = new ArrayList<>(List.of(verb.split(" ", -1)));
        int command = typed.indexOf("--");
        typed.addAll(command < 0 ? typed.size() : command, List.of("-i", "key", "--known-hosts", "known_hosts"));
        words.addAll(typed);
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out" + number).toFile())
                .redirectError(folder.resolve("err" + number).toFile());
        builder.environment().keySet().removeAll(List.of("DEPLOYCTL_JAVA", "GITHUB_ACTIONS", "SSH_AUTH_SOCK"));
        return builder.start();
    }
}
