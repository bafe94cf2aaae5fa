package io.github.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.cli.fixture.FakeAgent;
import io.github.deployctl.cli.fixture.Host;
import io.github.deployctl.cli.fixture.Installation;
import io.github.deployctl.cli.fixture.Jars;
import io.github.deployctl.cli.fixture.Processes;
import io.github.deployctl.cli.fixture.Project;
import io.github.deployctl.cli.fixture.Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C, twice; and what is left of a hook after one. */
final class SecondInterruptionIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** What a pipe holds, pipe(7), less one line. */
    private static final int FULL = 60_000;

    @TempDir
    Path folder;

    @Test
    void whenNobodyReadsWhatTheFirstHasToSayTheSecondLeavesAtOnce() throws Exception {
        Installation installation = Installation.in(folder);
        Jars.executable(folder.resolve("shop.jar"), "1.4.2");
        try (Host host = Host.start(folder);
                FakeAgent agent = FakeAgent.ofShop(folder, Scripts.deploying())) {
            Project.declare(
                    folder,
                    "shop.jar",
                    List.of(host.address()),
                    "hooks: {before-push: [sh, -c, 'while echo a line that nobody reads; do :; done']}");
            Process process = start(installation);
            try {
                await().atMost(LIMIT).until(() -> process.getErrorStream().available() > FULL);
                interrupt(process);
                await().atMost(LIMIT).until(() -> isLeaving(process.pid()));
                await().during(Duration.ofMillis(300)).until(process::isAlive);

                await().atMost(LIMIT).pollInterval(Duration.ofMillis(200)).until(() -> {
                    interrupt(process);
                    return !process.isAlive();
                });
                assertThat(process.exitValue()).isEqualTo(130);
                assertThat(agent.requests()).isEmpty();
            } finally {
                Processes.end(process);
            }
        }
    }

    @Test
    void aHookEndsWithTheCommandThatRunsIt() throws Exception {
        Installation installation = Installation.in(folder);
        Jars.executable(folder.resolve("shop.jar"), "1.4.2");
        try (Host host = Host.start(folder);
                FakeAgent agent = FakeAgent.ofShop(folder, Scripts.deploying())) {
            Project.declare(
                    folder,
                    "shop.jar",
                    List.of(host.address()),
                    "hooks: {before-push: 'echo $$ >pid; mv pid hook; sleep 600 & exec sleep 600'}");
            Process process = start(installation);
            try {
                await().atMost(LIMIT).until(() -> Files.exists(folder.resolve("hook")));
                long pid =
                        Long.parseLong(Files.readString(folder.resolve("hook")).trim());
                await().atMost(LIMIT)
                        .until(() -> name(Path.of("/proc", Long.toString(pid))).startsWith("sleep"));

                Processes.run(folder, "kill", "-TERM", Long.toString(process.pid()));

                assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isEqualTo(130);
                await().atMost(LIMIT).until(() -> ProcessHandle.of(pid).isEmpty());
                assertThat(agent.requests()).isEmpty();
            } finally {
                Processes.end(process);
            }
        }
    }

    /** Its standard error is a pipe that fills up. */
    private Process start(Installation installation) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        // A test that runs in the background inherits an ignored SIGINT, which a terminal never gives.
                        "/usr/bin/env",
                        "--default-signal=INT",
                        "DEPLOYCTL_ARCHIVE=off",
                        "JAVA_HOME=" + System.getProperty("java.home"),
                        "/bin/sh",
                        installation.home().resolve("bin/deployctl").toString(),
                        "push",
                        "-i",
                        "key",
                        "--known-hosts",
                        "known_hosts")
                .directory(folder.toFile());
        builder.environment().keySet().removeAll(List.of("DEPLOYCTL_JAVA", "GITHUB_ACTIONS", "SSH_AUTH_SOCK"));
        return builder.start();
    }

    private void interrupt(Process process) throws Exception {
        if (process.isAlive()) {
            Processes.run(folder, "sh", "-c", "kill -INT " + process.pid() + " || :");
        }
    }

    /** Whether the thread is there that says what is true; proc(5) has the first 15 characters of its name. */
    private static boolean isLeaving(long pid) throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path thread : threads.toList()) {
                if (name(thread).startsWith("deployctl-inter")) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String name(Path thread) {
        try {
            return Files.readString(thread.resolve("comm"));
        } catch (IOException e) {
            // It has ended meanwhile.
            return "";
        }
    }
}
