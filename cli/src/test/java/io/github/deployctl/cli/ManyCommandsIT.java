package io.github.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.cli.fixture.FakeAgent;
import io.github.deployctl.cli.fixture.Host;
import io.github.deployctl.cli.fixture.Jars;
import io.github.deployctl.cli.fixture.Scripts;
import io.github.deployctl.cli.fixture.Session;
import io.github.deployctl.cli.fixture.Session.Run;
import io.github.deployctl.common.protocol.Hello;
import io.github.deployctl.common.release.AppName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One command after another in the same process, as whoever keeps it open gives them: none leaves a descriptor or a thread. */
final class ManyCommandsIT {
    private static final int ROUNDS = 25;

    @TempDir
    Path folder;

    @Test
    void theyLeaveNoDescriptorAndNoThread() throws Exception {
        Jars.executable(folder.resolve("shop.jar"), "1.4.2");
        Hello.AgentHello hello = new Hello.AgentHello(1, 1, "0.1.0", new AppName("shop"));
        try (Host host = Host.start(folder);
                FakeAgent agent = FakeAgent.start(folder.resolve("agent.sock"), hello, Scripts.deploying())) {
            Files.writeString(
                    folder.resolve("deployctl.yml"), """
                    app: shop
                    artifact: shop.jar
                    listeners: {http: 8080}
                    hosts: ["%s"]
                    socket: %s
                    """.formatted(host.address(), folder.resolve("agent.sock")));
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
