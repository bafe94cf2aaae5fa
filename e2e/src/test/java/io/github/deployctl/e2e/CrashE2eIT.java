package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.cli.demo.load.Load;
import io.github.deployctl.cli.demo.load.LoadResult;
import io.github.deployctl.cli.demo.load.Loss;
import io.github.deployctl.e2e.app.Conduct;
import io.github.deployctl.e2e.bench.upload.SlowLine;
import io.github.deployctl.e2e.kit.Command;
import io.github.deployctl.e2e.kit.Outcome;
import io.github.deployctl.e2e.kit.Processes;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** kill -9 of the agent and of the app while clients ask. */
class CrashE2eIT extends E2eHost {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void anAgentKilledBetweenPushesIsMissedByNobody() throws Exception {
        site.pushQuickly(jars.good("1.0.0"));
        long app = site.agent().livePid();
        Load load = load();

        site.agent().kill();
        assertThat(site.page("/")).isEqualTo("demo 1.0.0");
        Outcome unreachable = site.quickly("status");
        assertThat(unreachable.exit()).as(unreachable.all()).isEqualTo(4);

        site.agent().startAgain(Map.of());
        assertThat(site.agent().livePid()).isEqualTo(app);
        assertThat(Processes.isAlive(app)).isTrue();
        Outcome push = site.pushQuickly(jars.good("2.0.0"));
        assertThat(push.exit()).as(push.all()).isZero();
        assertThat(site.page("/")).isEqualTo("demo 2.0.0");
        assertThat(load.stop().lossDetails(10)).isEmpty();
        await().atMost(PATIENCE).until(() -> !Processes.isAlive(app));
    }

    @ParameterizedTest
    @ValueSource(strings = {"generation 2 of ", "generation 2 holds ", "generation 2 (2.0.0"})
    void anAgentKilledInAPushLeavesOneReleaseServingAndTheNextPushWorks(String step) throws Exception {
        site.pushQuickly(jars.good("1.0.0"));
        Load load = load();
        // The push is where it is to be until the agent is killed: the candidate is not ready, or the old one not
        // drained.
        boolean goesLive = step.contains("(2.0.0");
        SlowRequest slow = SlowRequest.start(site);
        Path jar = goesLive ? jars.good("2.0.0") : jars.pack("2.0.0", Conduct.READY_ON_COMMAND);
        Command.Running push =
                site.command("push", "--artifact", jar.toString()).start();
        await().pollInterval(Duration.ofMillis(2))
                .atMost(PATIENCE)
                .until(() -> site.agent().log().contains(step));
        site.agent().kill();
        Outcome broken = push.await();
        assertThat(broken.exit()).as(broken.all()).isEqualTo(4);
        assertThat(slow.isUnderWay()).isTrue();
        SlowRequest.finish(site);
        assertThat(slow.body().lines()).isNotEmpty().containsOnly("demo 1.0.0");
        assertThat(site.page("/")).isIn("demo 1.0.0", "demo 2.0.0");
        site.agent().startAgain(Map.of());
        await().atMost(PATIENCE).until(() -> site.quickly("status").exit() == 0);
        assertThat(site.page("/")).isIn("demo 1.0.0", "demo 2.0.0");
        Outcome next = site.pushQuickly(jars.good("3.0.0"));
        assertThat(next.exit()).as(next.all()).isZero();
        assertThat(site.page("/")).isEqualTo("demo 3.0.0");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(appProcesses(""))
                        .containsExactly(site.agent().livePid()));
        assertThat(load.stop().lossDetails(10)).isEmpty();
    }

    @Test
    void anAgentKilledDuringAnUploadHasNothingInstalled() throws Exception {
        site.pushQuickly(jars.good("1.0.0"));
        Path big = jars.padded("2.0.0", 16 << 20);
        try (SlowLine line = SlowLine.to(site.sshd().port(), SlowLine.Speed.FAR)) {
            reachThrough(line);
            // It stands still in the middle, for longer than it takes to notice.
            line.stall(6 << 20, Duration.ofMinutes(1));
            Command.Running push =
                    site.command("push", "--artifact", big.toString()).start();
            await().pollInterval(Duration.ofMillis(2))
                    .atMost(PATIENCE)
                    .until(() -> holdsBytes(site.agent().stateFolder().resolve("incoming")));
            site.agent().kill();
            Outcome broken = push.await();
            assertThat(broken.exit()).as(broken.all()).isEqualTo(4);
        }
        site.declare("");
        site.agent().startAgain(Map.of());
        assertThat(site.page("/")).isEqualTo("demo 1.0.0");
        Outcome again = site.pushQuickly(big);
        assertThat(again.exit()).as(again.all()).isZero();
        assertThat(site.page("/")).isEqualTo("demo 2.0.0");
    }

    @Test
    void aKilledAppIsRestartedAndNobodyIsRefused() throws Exception {
        site.pushQuickly(jars.good("1.0.0"));
        long app = site.agent().livePid();
        Load load = load();
        for (int i = 0; i < 3; i++) {
            long killed = site.agent().livePid();
            Processes.signal(killed, "KILL");
            // No file, no live process.
            await().ignoreException(NoSuchFileException.class)
                    .atMost(PATIENCE)
                    .until(() -> site.agent().livePid() != killed);
            assertThat(site.page("/")).isEqualTo("demo 1.0.0");
        }
        LoadResult result = load.stop();
        assertThat(site.agent().livePid()).isNotEqualTo(app);
        // Requests that the killed process had begun are gone with it; whoever came later waited.
        assertThat(result.lost(Loss.REFUSED)).isZero();
        assertThat(result.lost(Loss.TIMED_OUT)).isZero();
        assertThat(result.lost(Loss.RESET) + result.lost(Loss.TRUNCATED)).isEqualTo(result.lost());
        assertThat(result.lost()).isLessThanOrEqualTo(3 * 48);
        await().until(() -> Processes.zombiesOf(site.agent().pid()) == 0);
    }

    private static boolean holdsBytes(Path folder) throws Exception {
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.size(file) > 1 << 20) {
                    return true;
                }
            }
        } catch (NoSuchFileException | UncheckedIOException e) {
            return false;
        }
        return false;
    }
}
