package io.github.deployctl.agent.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.agent.os.ExitStatus;
import io.github.deployctl.agent.os.LaunchCommand;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.common.config.BeforeStart;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.HandOver;
import io.github.deployctl.common.config.StartUp;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.ReleaseId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BeforeStartsTest {
    private static final BeforeStart HOOK = new BeforeStart(List.of("./migrate", "{artifact}"), Duration.ofMinutes(10));

    private @TempDir Path folder;
    private AppFixture app;

    @BeforeEach
    void freshHost() {
        app = new AppFixture(folder);
    }

    private static Declaration declaration() {
        return AppFixture.declaration().with(StartUp.DEFAULT.with(HOOK));
    }

    private LaunchCommand last() {
        List<LaunchCommand> launched = app.processes.launched();
        return launched.get(launched.size() - 1);
    }

    private ProcessId lastProcess() {
        List<ProcessId> running = app.processes.running();
        return running.get(running.size() - 1);
    }

    /** Lets the hook end, and the push hear of it. */
    private void hookEnds(ExitStatus status) {
        app.processes.end(lastProcess(), status);
    }

    private Failure failed(AppFixture.Waiter waiter) {
        app.settled(waiter);
        return waiter.failure();
    }

    @Test
    void candidateIsStartedWhenTheHookHasSucceededAndNotBefore() {
        String old = app.deployed("1").release().value();

        AppFixture.Waiter waiter = app.push("2", declaration());

        assertThat(app.processes.running()).hasSize(2);
        assertThat(app.lastGeneration()).isEqualTo(1);
        assertThat(last().argv().get(1)).endsWith("/app.jar");
        assertThat(last().cwd()).isEqualTo(app.paths.state().resolve("work"));
        assertThat(last().env())
                .containsEntry("DEPLOYCTL_APP", "shop")
                .containsEntry("DEPLOYCTL_HOOK", "before-start")
                .containsEntry("DEPLOYCTL_PREVIOUS", old)
                .containsEntry("DEPLOYCTL_GENERATION", "2")
                .containsEntry("DEPLOYCTL_BY", "ann@laptop")
                .containsEntry("DEPLOYCTL_ARTIFACT", last().argv().get(1));

        hookEnds(new ExitStatus.Exited(0));
        await().until(() -> {
            app.turn();
            return app.lastGeneration() == 2;
        });
        app.comeUp(2);
        assertThat(app.settled(waiter)).isInstanceOf(Reply.Deployed.class);
        assertThat(app.paths.errands()).isEmptyDirectory();
    }

    @Test
    void pushFailsBeforeAnythingIsStartedWhenTheHookFails() {
        String old = app.deployed("1").release().value();
        AppFixture.Waiter waiter = app.push("2", declaration().with(HandOver.RESTART));
        hookEnds(new ExitStatus.Exited(3));

        Failure failure = failed(waiter);

        assertThat(failure.code()).isEqualTo(FailureCode.NOT_DEPLOYED);
        assertThat(failure.message()).isEqualTo("nothing was started: before-start exited with status 3");
        assertThat(failure.serving()).isEqualTo("generation 1 (" + old + ") still serves");
        assertThat(failure.hint()).contains("hooks.before-start");
        assertThat(app.lastEntry().failure()).isEqualTo(failure);
        assertThat(app.processes.running()).hasSize(1);
        assertThat(app.live()).contains(1L);
    }

    @Test
    void anotherChangeWaitsForTheHook() {
        app.deployed("1");
        app.push("2", declaration());

        assertThat(app.restart().failure().code()).isEqualTo(FailureCode.LOCKED);
    }

    @Test
    void hookEndsAtItsDeadlineAndWithItsClient() {
        app.deployed("1");
        AppFixture.Waiter late = app.push("2", declaration());
        app.pass(Duration.ofMinutes(10));
        assertThat(failed(late).message())
                .isEqualTo("nothing was started: before-start was ended: it had not ended after 10m (deadline"
                        + " hooks.before-start.timeout)");

        AppFixture.Waiter left = app.push("2", declaration());
        app.abandon(left);
        assertThat(failed(left).message()).endsWith("its client went away");
        assertThat(app.processes.running()).hasSize(1);
    }

    @Test
    void hostMayForbidHooksAndWhoForbidsCommandsDoes() throws Exception {
        app.deployed("1");
        for (String off : List.of("DEPLOYCTL_HOOKS=off\n", "DEPLOYCTL_RUN=off\n")) {
            Files.writeString(app.paths.envFile(), off);

            Failure failure = app.push("2", declaration()).failure();

            assertThat(failure.message()).contains("this host's agent runs no hooks");
            assertThat(failure.hint()).contains(off.strip());
        }
        assertThat(app.processes.running()).hasSize(1);
    }

    @Test
    void theReleaseOfARunningHookIsNotPruned() {
        AppFixture.Waiter first = app.push("1", declaration());
        hookEnds(new ExitStatus.Exited(0));
        await().until(() -> {
            app.turn();
            return !app.status().generations().isEmpty();
        });
        app.comeUp(1);
        ReleaseId old = ((Reply.Deployed) app.settled(first)).release();
        app.deployed("2");
        app.deployed("3");
        await().until(() -> {
            app.turn();
            return app.processes.running().size() == 2;
        });

        AppFixture.Waiter again = app.push("1", declaration());
        Reply.Pruned pruned = (Reply.Pruned) app.prune(new Request.Prune(1, false));
        hookEnds(new ExitStatus.Exited(0));
        await().until(() -> {
            app.turn();
            return app.lastGeneration() == 4 || again.hasReply();
        });

        assertThat(pruned.removed()).doesNotContain(old);
        assertThat(again.hasReply()).isFalse();
    }

    @Test
    void onlyAPushRunsIt() {
        AppFixture.Waiter waiter = app.push("1", declaration());
        hookEnds(new ExitStatus.Exited(0));
        await().until(() -> {
            app.turn();
            return !app.status().generations().isEmpty();
        });
        app.comeUp(1);
        app.settled(waiter);
        int launched = app.processes.launched().size();

        app.restart();

        assertThat(app.processes.launched()).hasSize(launched + 1);
        assertThat(last().env()).doesNotContainKey("DEPLOYCTL_HOOK");
    }

    @Test
    void agentEndsTheHookThatAKilledOneHasLeft() {
        app.deployed("1");
        app.push("2", declaration());
        assertThat(app.processes.running()).hasSize(2);

        AppFixture next = app.successor();

        assertThat(next.processes.running()).hasSize(1);
        assertThat(next.live()).contains(1L);
        assertThat(next.paths.errands()).isEmptyDirectory();
    }
}
