package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.cli.demo.load.Load;
import io.github.deployctl.e2e.app.Conduct;
import io.github.deployctl.e2e.bench.upload.SlowLine;
import io.github.deployctl.e2e.kit.Command;
import io.github.deployctl.e2e.kit.Outcome;
import io.github.deployctl.e2e.kit.Processes;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A push that something comes between: another push, a stop, the end of the client. */
class InterruptedPushE2eIT extends E2eHost {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Who holds a lock and has gone without a word has it for 20 s; whose connection has ended, not as long. */
    private static final Duration SECONDS = Duration.ofSeconds(10);

    @Test
    void aSecondPushIsRefusedAtOnceAndTheFirstGoesOn() throws Exception {
        site.pushQuickly(jars.good("1.0.0"));
        Command.Running first = pushUntilLaunched(jars.pack("2.0.0", Conduct.READY_ON_COMMAND));

        Outcome second = site.pushQuickly(jars.good("3.0.0"));
        assertThat(second.exit()).as(second.all()).isEqualTo(5);
        assertThat(first.process().isAlive()).as("it was not waited for").isTrue();
        assertThat(second.err())
                .as("who, from where, since when")
                .containsPattern("a push by " + System.getProperty("user.name") + "@\\S+ .*since \\d{4}-\\d\\d-\\d\\dT")
                .contains("generation 1", "still serves", "Try: ");

        tell("ready");
        Outcome outcome = first.await();
        assertThat(outcome.exit()).as(outcome.all()).isZero();
        assertThat(site.page("/")).isEqualTo("demo 2.0.0");
    }

    @Test
    void aStopEndsTheCandidateAndThePushSaysSo() throws Exception {
        site.pushQuickly(jars.good("1.0.0"));
        Command.Running push = pushUntilLaunched(jars.pack("2.0.0", Conduct.READY_ON_COMMAND));

        Outcome stop = site.quickly("stop", "--yes");
        assertThat(stop.exit()).as(stop.all()).isZero();
        Outcome outcome = push.await();
        assertThat(outcome.exit()).as(outcome.all()).isOne();
        assertThat(outcome.err()).contains("stop");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(appProcesses("")).isEmpty());
    }

    @Test
    void aClientThatDiesBeforeTrafficMovesCancelsItsPush() throws Exception {
        site.pushQuickly(jars.good("1.0.0"));
        long live = site.agent().livePid();
        Load load = load();
        Command.Running push = pushUntilLaunched(jars.pack("2.0.0", Conduct.READY_ON_COMMAND));
        assertThat(site.quickly("lock status").out()).contains("locked by ", "push 2.0.0-");
        push.process().destroyForcibly();
        push.await();

        await().atMost(SECONDS)
                .untilAsserted(
                        () -> assertThat(site.quickly("lock status").out()).contains("not locked"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(appProcesses("2.0.0")).isEmpty());
        assertThat(site.agent().livePid()).isEqualTo(live);
        assertThat(site.page("/")).isEqualTo("demo 1.0.0");
        Outcome next = site.pushQuickly(jars.good("3.0.0"));
        assertThat(next.exit()).as(next.all()).isZero();
        assertThat(load.stop().lossDetails(10)).isEmpty();
    }

    @Test
    void aLinkThatIsCutFreesTheLockWithinSecondsAndTheNextPushWorks() throws Exception {
        site.pushQuickly(jars.good("1.0.0"));
        try (SlowLine line = SlowLine.to(site.sshd().port(), SlowLine.Speed.FAR)) {
            reachThrough(line);
            Command.Running push = pushUntilLaunched(jars.pack("2.0.0", Conduct.READY_ON_COMMAND));
            site.declare("");
            assertThat(site.quickly("lock status").out()).contains("locked by ", "push 2.0.0-");

            line.cut();
            await().atMost(SECONDS)
                    .untilAsserted(
                            () -> assertThat(site.quickly("lock status").out()).contains("not locked"));
            Outcome cut = push.await();
            assertThat(cut.exit()).as(cut.all()).isEqualTo(4);
            assertThat(cut.err()).contains("is not known", "Try: deployctl status");
        }
        assertThat(site.page("/")).isEqualTo("demo 1.0.0");
        Outcome next = site.pushQuickly(jars.good("3.0.0"));
        assertThat(next.exit()).as(next.all()).isZero();
        assertThat(site.page("/")).isEqualTo("demo 3.0.0");
    }

    @Test
    void aClientThatDiesAfterTrafficMovedDoesNotStopTheDeploy() throws Exception {
        site.pushQuickly(jars.good("1.0.0"));
        long old = site.agent().livePid();
        Load load = load();
        // A request that the drain has to wait for.
        SlowRequest slow = SlowRequest.start(site);
        Command.Running push = site.command(
                        "push", "--artifact", jars.good("2.0.0").toString())
                .start();
        await().pollInterval(Duration.ofMillis(5))
                .atMost(PATIENCE)
                .until(() -> site.agent().log().contains("generation 2 (2.0.0"));
        push.process().destroyForcibly();
        push.await();

        assertThat(slow.isUnderWay()).isTrue();
        SlowRequest.finish(site);
        assertThat(slow.body().lines()).isNotEmpty().containsOnly("demo 1.0.0");
        assertThat(site.page("/")).isEqualTo("demo 2.0.0");
        await().atMost(PATIENCE).until(() -> !Processes.isAlive(old));
        await().untilAsserted(() -> assertThat(site.quickly("history").out()).contains("2.0.0-"));
        assertThat(load.stop().lossDetails(10)).isEmpty();
    }

    private Command.Running pushUntilLaunched(Path jar) throws Exception {
        Command.Running push =
                site.command("push", "--artifact", jar.toString()).start();
        await().pollInterval(Duration.ofMillis(5))
                .atMost(PATIENCE)
                .until(() -> site.agent().log().contains("generation 2 of "));
        return push;
    }
}
