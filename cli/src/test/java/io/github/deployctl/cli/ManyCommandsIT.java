package io.github.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.cli.fixture.FakeAgent;
import io.github.deployctl.cli.fixture.Host;
import io.github.deployctl.cli.fixture.Installation;
import io.github.deployctl.cli.fixture.Jars;
import io.github.deployctl.cli.fixture.Scripts;
import io.github.deployctl.cli.fixture.Session;
import io.github.deployctl.cli.fixture.Session.Run;
import io.github.deployctl.common.protocol.Hello;
import io.github.deployctl.common.release.AppName;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One command after another in the same process, as whoever keeps it open gives them: none leaves a descriptor, a thread or memory. */
final class ManyCommandsIT {
    private static final int ROUNDS = 25;
    /** Enough for these rounds with what the process itself needs; not where each command left half a megabyte behind. */
    private static final int HEAP_MB = 32;
    /** Twice what was measured: 82 MB after 50 commands, 89 MB after 100. Buffers outside of the heap that are kept, and threads, come on top of it. */
    private static final int MOST_MB = 160;

    private static final Hello.AgentHello HELLO = new Hello.AgentHello(1, 1, "0.1.0", new AppName("shop"));

    @TempDir
    Path folder;

    @Test
    void theyLeaveNoDescriptorAndNoThread() throws Exception {
        Jars.executable(folder.resolve("shop.jar"), "1.4.2");
        try (Host host = Host.start(folder);
                FakeAgent agent = FakeAgent.start(folder.resolve("agent.sock"), HELLO, Scripts.deploying())) {
            declare(host);
            // What is loaded and opened once for all is in both counts.
            round(3);
            long descriptors = count("fd");
            long threads = count("task");

            round(ROUNDS);

            // A pool's thread more or less is no leak; one a command would be fifty.
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(count("fd")).isLessThan(descriptors + ROUNDS);
                assertThat(count("task")).isLessThan(threads + ROUNDS);
            });
            assertThat(agent.uploads()).hasSizeGreaterThanOrEqualTo(ROUNDS);
        }
    }

    @Test
    void theProcessStaysSmall() throws Exception {
        Jars.executable(folder.resolve("shop.jar"), "1.4.2");
        Installation installation = Installation.in(folder);
        try (Host host = Host.start(folder);
                FakeAgent agent = FakeAgent.start(folder.resolve("agent.sock"), HELLO, Scripts.deploying())) {
            declare(host);
            Process shell = installation.start(
                    Map.of(
                            "JAVA_HOME",
                            System.getProperty("java.home"),
                            "DEPLOYCTL_ARCHIVE",
                            "off",
                            "DEPLOYCTL_JAVA_OPTS",
                            "-Xmx" + HEAP_MB + "m"),
                    List.of("/bin/sh", "links/deployctl", "shell", "--keep-going"));
            String push = "push -q -i key --connect-timeout 1m --known-hosts ";
            try (OutputStream lines = shell.getOutputStream()) {
                lines.write((push + "nothing_known\n" + push + "known_hosts\n")
                        .repeat(ROUNDS)
                        .getBytes(StandardCharsets.UTF_8));
                lines.flush();
                // It waits for another line then, and its peak can be read.
                await().atMost(Duration.ofMinutes(2))
                        .until(() -> !shell.isAlive() || agent.uploads().size() >= ROUNDS);
                assertThat(shell.isAlive()).as("the shell runs").isTrue();
                assertThat(peak(shell)).as("kB of memory at most").isBetween(1L << 10, (long) MOST_MB << 10);
            }
            assertThat(installation.end(shell).err())
                    .as("a command that has no memory left is a defect")
                    .doesNotContain("OutOfMemoryError", "defect");
        }
    }

    /** Its resident memory where that was highest, in kB (proc(5)). */
    private static long peak(Process process) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    private void declare(Host host) throws IOException {
        Files.writeString(folder.resolve("deployctl.yml"), """
                app: shop
                artifact: shop.jar
                listeners: {http: 8080}
                hosts: ["%s"]
                socket: %s
                """.formatted(host.address(), folder.resolve("agent.sock")));
    }

    /** A push that works and one that is refused, since it is the ways out that are forgotten. */
    private void round(int times) {
        for (int i = 0; i < times; i++) {
            Run push = run("push", "known_hosts");
            assertThat(push.status()).as(push.err()).isZero();
            assertThat(run("push", "nothing_known").status()).isEqualTo(7);
        }
    }

    private Run run(String verb, String known) {
        return new Session(folder).run(verb, "-q", "-i", "key", "--known-hosts", known, "--connect-timeout", "1m");
    }

    private static long count(String what) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self", what))) {
            return all.count();
        }
    }
}
