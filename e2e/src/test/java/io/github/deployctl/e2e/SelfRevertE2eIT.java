package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.cli.demo.load.Load;
import io.github.deployctl.cli.demo.load.LoadResult;
import io.github.deployctl.cli.demo.load.Loss;
import io.github.deployctl.e2e.app.Conduct;
import io.github.deployctl.e2e.kit.Command;
import io.github.deployctl.e2e.kit.Outcome;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Releases that turn out bad after they went live, and deploys that nobody confirms: taken back by themselves, while clients ask. */
class SelfRevertE2eIT extends E2eHost {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String DECIDED = "was taken back";

    @Test
    void aReleaseThatCrashesSoonAfterItWentLiveIsTakenBack() throws Exception {
        Load load = servedByABadRelease();
        pause();
        tell("end");
        back();
        LoadResult result = stopped(load);

        assertThat(result.lost(Loss.REFUSED)).isZero();
        assertThat(result.lost(Loss.TIMED_OUT)).isZero();
        assertThat(result.lost(Loss.BAD_STATUS)).isZero();
        // What the dead process had read already dies with it; everything else waits in the accept queue.
        assertThat(result.lost(Loss.RESET) + result.lost(Loss.TRUNCATED)).isLessThan(50);
        Outcome history = awaitEntry("3");
        assertThat(history.out())
                .contains("revert  done", "exited with status 7")
                .containsPattern("who: +agent")
                .containsPattern("release: +1\\.0\\.0-")
                .containsPattern("before: +2\\.0\\.0-");
        Outcome again = site.pushQuickly(jars.pack("2.0.0", Conduct.FAILS_ON_COMMAND));
        assertThat(again.exit()).as(again.all()).isEqualTo(1);
        assertThat(again.err()).contains("marked bad", "--force");
        Outcome rollback = site.quickly("rollback");
        assertThat(rollback.exit()).as(rollback.all()).isEqualTo(1);
        assertThat(rollback.err()).contains("has gone back by itself already");
        assertThat(site.page("/")).isEqualTo("demo 1.0.0");
    }

    @Test
    void aReleaseThatAnswersWithErrorsAfterItWentLiveIsTakenBack() throws Exception {
        site.declare("standby: 10m");
        site.pushQuickly(jars.good("1.0.0"));
        Load load = load();
        Command.Running push = site.command(
                        "push",
                        "--watch-probation",
                        "--artifact",
                        jars.pack("2.0.0", Conduct.FAILS_ON_COMMAND).toString())
                .start();
        await().atMost(PATIENCE).until(() -> site.page("/").equals("demo 2.0.0"));
        pause();
        tell("break");
        back();
        Outcome watched = push.await();
        LoadResult result = stopped(load);

        assertThat(watched.exit()).as(watched.all()).isEqualTo(9);
        assertThat(watched.err())
                .contains("was taken back", "GET /ready on the public address", "3 times in a row")
                .contains("generation 1 (1.0.0-")
                .contains("last lines of");
        assertThat(result.lost()).as("%s", result.lossDetails(10)).isEqualTo(result.lost(Loss.BAD_STATUS));
    }

    @Test
    void anAgentKilledInAProbationGoesOnWithIt() throws Exception {
        Load load = servedByABadRelease();
        site.agent().kill();
        tell("end");
        await().atMost(PATIENCE).until(() -> appProcesses("2.0.0").isEmpty());
        site.agent().startAgain(Map.of());
        await().atMost(PATIENCE).until(() -> site.page("/").equals("demo 1.0.0"));
        LoadResult result = stopped(load);

        assertThat(result.lost(Loss.REFUSED)).isZero();
        assertThat(result.lost(Loss.TIMED_OUT)).isZero();
        await().untilAsserted(() ->
                assertThat(site.quickly("status").out()).contains("bad: 2.0.0-", "while no agent was there"));
    }

    @Test
    void aClientThatIsLostBeforeItHasConfirmedIsMissed() throws Exception {
        site.declare("standby: 10m\nconfirm: 4s\nverify: exec sleep 8");
        site.pushQuickly(jars.good("1.0.0"));
        Load load = load();
        Command.Running push = site.command(
                        "push", "--artifact", jars.good("2.0.0").toString())
                .start();
        await().atMost(PATIENCE).until(() -> site.page("/").equals("demo 2.0.0"));
        push.process().destroyForcibly();
        back();
        LoadResult result = stopped(load);

        assertThat(result.lossDetails(10)).isEmpty();
        assertThat(awaitEntry("3").out()).contains("nobody confirmed it in 4s (deadline confirm)");
    }

    @Test
    void aReleaseThatFailsItsVerifyIsTakenBackWithExitNine() throws Exception {
        site.declare("standby: 10m\nconfirm: 20s\nverify: test \"$DEPLOYCTL_PREVIOUS\" = \"\" || "
                + "{ echo $DEPLOYCTL_APP on $DEPLOYCTL_HOST is slow; exit 3; }");
        Outcome first = site.pushQuickly(jars.good("1.0.0"));
        assertThat(first.exit()).as(first.all()).isZero();
        Load load = load();
        Outcome push = site.pushQuickly(jars.good("2.0.0"));
        LoadResult result = stopped(load);

        assertThat(push.exit()).as(push.all()).isEqualTo(9);
        assertThat(push.err()).contains("verify exited with status 3", "|   shop on 127.0.0.1 is slow", "serves again");
        assertThat(push.out()).doesNotContain("slow");
        assertThat(site.page("/")).isEqualTo("demo 1.0.0");
        assertThat(result.lossDetails(10)).isEmpty();
        await().untilAsserted(() -> assertThat(site.quickly("history").out())
                .containsPattern("rollback  1\\.0\\.")
                .contains("verify exited with status 3"));
    }

    @Test
    void whoIsToConfirmSaysSoAndAPushThatWatchesHearsTheEnd() throws Exception {
        site.declare("standby: 10m\nconfirm: 60s\nprobation: 2s");
        site.pushQuickly(jars.good("1.0.0"));
        Outcome left = site.quickly(
                "push", "--no-confirm", "--artifact", jars.good("2.0.0").toString());
        assertThat(left.exit()).as(left.all()).isZero();
        assertThat(left.out()).contains("Confirm within 1m of its going live").contains("deployctl confirm");
        Outcome confirmed = site.quickly("confirm");
        assertThat(confirmed.out()).as(confirmed.all()).contains("2.0.0-", "confirmed");

        Outcome watched = site.quickly(
                "push", "--watch-probation", "--artifact", jars.good("3.0.0").toString());
        assertThat(watched.exit()).as(watched.all()).isZero();
        assertThat(site.quickly("status").out()).doesNotContain("probation");
        assertThat(site.page("/")).isEqualTo("demo 3.0.0");
    }

    /** Has the load running and a release live that will fail when told to. */
    private Load servedByABadRelease() throws Exception {
        site.declare("standby: 10m");
        site.pushQuickly(jars.good("1.0.0"));
        Load load = load();
        Outcome push = site.pushQuickly(jars.pack("2.0.0", Conduct.FAILS_ON_COMMAND));
        assertThat(push.exit()).as(push.all()).isZero();
        assertThat(push.out()).contains("on probation for 1m");
        assertThat(site.page("/")).isEqualTo("demo 2.0.0");
        return load;
    }

    /** A second of the bad one's life, in which its probe is answered twice. */
    private static void pause() {
        await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
    }

    /** Returns what the history says of an operation, which it does a moment after users have noticed. */
    private Outcome awaitEntry(String id) {
        return await().atMost(PATIENCE).until(() -> site.quickly("history show", id), outcome -> outcome.exit() == 0);
    }

    /** Waits until the agent has noticed, and then until the old generation answers, whose process has been there all the while. */
    private void back() throws Exception {
        await().pollInterval(Duration.ofMillis(2))
                .atMost(PATIENCE)
                .until(() -> site.agent().log().contains(DECIDED));
        long noticed = System.nanoTime();
        await().pollInterval(Duration.ofMillis(2)).atMost(PATIENCE).until(() -> {
            try {
                return site.page("/").equals("demo 1.0.0");
            } catch (UncheckedIOException | java.io.IOException dying) {
                return false;
            }
        });
        Duration took = Duration.ofNanos(System.nanoTime() - noticed);
        System.out.println("back " + took.toMillis() + " ms after it was noticed");
        String said = Files.readString(site.agent().logFolder().resolve("generation-1.log"));
        await().ignoreException(NoSuchFileException.class)
                .untilAsserted(() -> assertThat(said)
                        .as("it was not started again")
                        .contains(" with pid " + site.agent().livePid() + "\n"));
    }

    private static LoadResult stopped(Load load) throws Exception {
        LoadResult result = load.stop();
        System.out.println("of " + result.requests() + " requests, GET / answered by the bad one: "
                + result.answered("demo 2.0.0") + " well, " + result.lost(Loss.BAD_STATUS)
                + " of either kind with an error; " + result.losses());
        return result;
    }
}
