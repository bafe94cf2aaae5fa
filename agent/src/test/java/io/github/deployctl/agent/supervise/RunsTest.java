package io.github.deployctl.agent.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.agent.os.ExitStatus;
import io.github.deployctl.agent.os.LaunchCommand;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.HistoryEntry;
import io.github.deployctl.common.protocol.Lease;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.ReleaseId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsTest {
    private static final Request.Run MIGRATE =
            new Request.Run(List.of("java", "-jar", "{artifact}", "--password=hunter2"), null, null);

    private @TempDir Path folder;
    private AppFixture app;

    @BeforeEach
    void freshHost() {
        app = new AppFixture(folder);
    }

    private static Failure failure(Reply reply) {
        assertThat(reply).isInstanceOf(Reply.Failed.class);
        return ((Reply.Failed) reply).failure();
    }

    private LaunchCommand last() {
        List<LaunchCommand> launched = app.processes.launched();
        return launched.get(launched.size() - 1);
    }

    @Test
    void commandGetsTheEnvironmentTheFolderAndTheFileOfTheReleaseThatServes() throws Exception {
        Files.writeString(app.paths.envFile(), "DB_PASSWORD=hunter2\n");
        ReleaseId release = app.deployed("1").release();

        Reply reply = app.run(MIGRATE, Asker.local("ann@laptop"), new ExitStatus.Exited(0));

        assertThat(reply).isEqualTo(new Reply.Ran(release, 0, "java exited with status 0", 0));
        String jar = app.paths.artifact(release).toAbsolutePath().toString();
        assertThat(last().argv()).containsExactly("java", "-jar", jar, "--password=hunter2");
        assertThat(last().env())
                .containsEntry("DB_PASSWORD", "hunter2")
                .containsEntry("DEPLOYCTL_RELEASE", release.value())
                .containsEntry("DEPLOYCTL_JAR", jar)
                .doesNotContainKeys("LISTEN_FDS", "DEPLOYCTL_TOKEN", "DEPLOYCTL_ADOPTER_SOCKET");
        assertThat(last().fds()).isEmpty();
        assertThat(last().cwd()).isEqualTo(app.paths.state().resolve("work"));
    }

    @Test
    void historyHasItsNameAndItsEndAndNoArgument() {
        app.deployed("1");
        app.run(MIGRATE, Asker.local("ann@laptop"), new ExitStatus.Exited(3));

        HistoryEntry entry = app.lastEntry();
        assertThat(entry.operation()).isEqualTo("run");
        assertThat(entry.by()).isEqualTo("ann@laptop");
        assertThat(entry.reason()).isEqualTo("java");
        assertThat(entry.failure()).isEqualTo(Failure.of(FailureCode.NOT_DEPLOYED, "java exited with status 3"));
        assertThat(app.paths.history()).content().doesNotContain("hunter2");
    }

    @Test
    void oneThatASignalEndedHasTheStatusThatAShellWouldGiveIt() {
        app.deployed("1");

        assertThat(app.run(MIGRATE, Asker.local("ann@laptop"), new ExitStatus.Signaled("SIGKILL")))
                .isInstanceOfSatisfying(
                        Reply.Ran.class, ran -> assertThat(ran.status()).isEqualTo(137));
    }

    @Test
    void itIsEndedWhenItsClientGoes() {
        app.deployed("1");

        Reply reply = app.run(MIGRATE, Asker.local("ann@laptop"), null);

        assertThat(failure(reply).message()).isEqualTo("java was ended: its client went away");
    }

    @Test
    void whatIsNotThereIsNotRun() {
        assertThat(failure(app.run(MIGRATE, Asker.local("ann"), null)).message())
                .isEqualTo("nothing was run: nothing was ever deployed here");
        app.deployed("1");
        Request.Run of = new Request.Run(List.of("true"), new ReleaseId("9-00000000"), null);
        assertThat(failure(app.run(of, Asker.local("ann"), null)).message())
                .isEqualTo("nothing was run: release 9-00000000 is not on the host");
    }

    @Test
    void hostMayForbidIt() throws Exception {
        app.deployed("1");
        Files.writeString(app.paths.envFile(), "DEPLOYCTL_RUN=off\n");

        Failure failure = failure(app.run(MIGRATE, Asker.local("ann"), null));

        assertThat(failure.message()).isEqualTo("nothing was run: this host's agent runs no commands");
        assertThat(failure.hint()).contains("DEPLOYCTL_RUN=off");
    }

    @Test
    void lockOfAPersonKeepsOthersFromRunningThingsAndADeployDoesNot() {
        app.deployed("1");
        Asker ann = new Asker("ann@laptop", "deploy", null, null);
        Asker bob = new Asker("bob@desk", "deploy", null, null);
        AppFixture.Waiter lease = app.acquire(new Request.Acquire("push", Lease.Term.CONNECTION, null), ann);
        assertThat(app.run(MIGRATE, bob, new ExitStatus.Exited(0))).isInstanceOf(Reply.Ran.class);
        app.abandon(lease);
        app.acquire(new Request.Acquire("audit", Lease.Term.RELEASE, null), ann);

        assertThat(failure(app.run(MIGRATE, bob, null)).code()).isEqualTo(FailureCode.LOCKED);
        assertThat(app.run(MIGRATE, ann, new ExitStatus.Exited(0))).isInstanceOf(Reply.Ran.class);
    }
}
