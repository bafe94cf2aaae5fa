package io.github.deployctl.agent.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.agent.os.ExitStatus;
import io.github.deployctl.common.failure.Evidence;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.HistoryEntry;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.ReleaseId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a process that has ended, and what stays of it. */
class AutopsyTest {
    private @TempDir Path folder;
    private AppFixture app;

    @BeforeEach
    void start() throws IOException {
        app = new AppFixture(folder);
    }

    private Failure failureOf(ExitStatus status, String... log) throws IOException {
        app.deployed("1");
        AppFixture.Waiter push = app.push("2");
        Files.write(app.paths.logFile(2), List.of(log));
        app.processes.end(app.process(2), status);
        app.turn();
        return push.failure();
    }

    @Test
    void candidateWhoseHeapIsFullIsNamedSo() throws IOException {
        Failure failure = failureOf(
                new ExitStatus.Exited(3),
                "starting",
                "Terminating due to java.lang.OutOfMemoryError: Java heap space",
                "bye");

        assertThat(failure.message())
                .contains(
                        "exited with status 3",
                        "the JVM ran out of its own memory (java.lang.OutOfMemoryError: Java heap space)");
        assertThat(failure.hint()).contains("-Xmx");
        assertThat(failure.evidence().get(0))
                .isEqualTo(new Evidence(
                        "what the JVM said",
                        List.of("Terminating due to java.lang.OutOfMemoryError: Java heap space")));
    }

    @Test
    void candidateThatEndsCleanlyIsNotBlamedForAnErrorThatItCaught() throws IOException {
        Failure failure = failureOf(new ExitStatus.Exited(0), "caught java.lang.OutOfMemoryError: Metaspace");

        assertThat(failure.message()).contains("exited with status 0").doesNotContain("ran out");
    }

    @Test
    void candidateThatTheKernelKilledForItsGroupsLimitIsNamedSo() throws IOException {
        app.deployed("1");
        AppFixture.Waiter push = app.push("2");
        app.host.setOomKills(7);
        app.host.setGroupOomKills(1);
        app.processes.end(app.process(2), new ExitStatus.Signaled("SIGKILL"));
        app.turn();

        assertThat(push.failure().message()).contains("SIGKILL", "its control group ran out of memory");
        assertThat(push.failure().evidence().get(0).lines())
                .containsExactly("oom_kill in /proc/vmstat: 7 more", "oom_kill in memory.events: 1 more");
    }

    @Test
    void crashOfTheLiveOneIsKeptWithWhatItLeft() throws IOException {
        ReleaseId one = app.deployed("1").release();
        Files.writeString(app.paths.logFile(1), "# A fatal error has been detected by the Java Runtime Environment:\n");
        app.processes.end(app.process(1), new ExitStatus.Signaled("SIGABRT"));
        app.pass(Duration.ZERO);
        app.comeUp(2);

        assertThat(app.history())
                .containsExactly("recovery " + one + " ok", "crash " + one + " failed", "push " + one + " ok");
        Failure why = Objects.requireNonNull(app.entries().get(1).failure());
        assertThat(why.message())
                .contains("generation 1 (" + one + ") was ended by SIGABRT while it was live", "the JVM crashed");
        assertThat(why.evidence()).extracting(Evidence::title).contains("last lines of " + app.paths.logFile(1));
    }

    @Test
    void candidateThatDoesNotTakeTheListenersInTimeNamesTheDeadlineAndItsLastWords() throws IOException {
        app.deployed("1");
        AppFixture.Waiter push = app.push("2");
        Files.writeString(app.paths.logFile(2), "collecting garbage\n");
        app.adopter(2).fallSilent();
        app.comeUp(2);
        app.pass(Traffic.ADOPTER_TIMEOUT);

        assertThat(push.failure().message())
                .isEqualTo("candidate 2 did not take the listeners in 5s (deadline adopter.timeout)");
        assertThat(push.failure().evidence())
                .last()
                .extracting(Evidence::lines)
                .isEqualTo(List.of("collecting garbage"));
        assertThat(push.failure().serving()).contains("generation 1").contains("still serves");
    }

    @Test
    void ofARowOfRecoveriesThatFailTheFirstIsKept() throws IOException {
        ReleaseId one = app.deployed("1").release();
        app.processes.end(app.process(1), new ExitStatus.Exited(3));
        app.pass(Duration.ZERO);
        for (long number = 2; number < 5; number++) {
            app.processes.end(app.process(number), new ExitStatus.Exited(4));
            app.pass(Duration.ofSeconds(30));
        }
        app.comeUp(5);

        assertThat(app.history())
                .containsExactly(
                        "recovery " + one + " ok",
                        "recovery " + one + " failed",
                        "crash " + one + " failed",
                        "push " + one + " ok");
        assertThat(Objects.requireNonNull(app.entries().get(1).failure()).message())
                .contains("candidate 2", "exited with status 4");
    }

    @Test
    void entryCanBeShownInFullAndOneThatIsNotThereNamesTheNearest() throws IOException {
        Failure failure = failureOf(new ExitStatus.Exited(1), "boom");
        HistoryEntry entry = app.entries().get(0);

        assertThat(entry.id()).isEqualTo(2);
        assertThat(entry.failure()).isEqualTo(failure);
        assertThat(app.show(2)).isEqualTo(new Reply.HistoryReport(List.of(entry)));
        assertThat(app.show(9)).isInstanceOfSatisfying(Reply.Failed.class, none -> {
            assertThat(none.failure().code()).isEqualTo(FailureCode.USAGE);
            assertThat(none.failure().hint()).contains("[2, 1]");
        });
    }

    @Test
    void drainIsAddedToTheEntryThatWasWrittenBeforeIt() {
        app.deployed("1");
        app.deployed("2");
        HistoryEntry entry = app.entries().get(0);

        assertThat(entry.id()).isEqualTo(2);
        assertThat(entry.timings().drainMillis()).isPositive();
        assertThat(app.entries()).hasSize(2);
    }

    @Test
    void releaseThatWasDamagedIsNotStartedAndNotGoneBackTo() throws IOException {
        ReleaseId one = app.deployed("1").release();
        ReleaseId two = app.deployed("2").release();
        app.deployed("3");
        app.pass(AppFixture.DEADLINES.standby());
        Files.writeString(app.paths.artifact(two), "garbage");

        Failure damaged = app.rollBack(null).failure();
        assertThat(damaged.code()).isEqualTo(FailureCode.ARTIFACT_INVALID);
        assertThat(damaged.message()).contains(two.value(), "is damaged");
        assertThat(damaged.serving()).contains("generation 3").contains("still serves");

        AppFixture.Waiter next = app.rollBack(null);
        app.comeUp(app.lastGeneration());
        assertThat(((Reply.Deployed) app.settled(next)).release()).isEqualTo(one);
    }

    @Test
    void pruneSaysWhatGoesAndNeverTakesWhatIsInUseOrWouldBeGoneBackTo() {
        ReleaseId one = app.deployed("1").release();
        ReleaseId two = app.deployed("2").release();
        ReleaseId three = app.deployed("3").release();
        app.pass(AppFixture.DEADLINES.standby());

        Reply.Pruned wouldGo = (Reply.Pruned) app.prune(new Request.Prune(1, true));
        assertThat(wouldGo.removed()).containsExactly(one);
        assertThat(wouldGo.freedBytes()).isPositive();
        assertThat(app.status().releases()).hasSize(3);

        assertThat(((Reply.Pruned) app.prune(new Request.Prune(1, false))).kept())
                .containsExactlyInAnyOrder(three, two);
        assertThat(app.paths.release(one)).doesNotExist();
        assertThat(app.entries().get(0).reason()).isEqualTo("removed " + one);
        assertThat(((Reply.Pruned) app.prune(new Request.Prune(1, false))).removed())
                .isEmpty();
    }
}
