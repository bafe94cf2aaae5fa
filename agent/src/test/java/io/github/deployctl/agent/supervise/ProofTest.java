package io.github.deployctl.agent.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.agent.generation.Generation.Role;
import io.github.deployctl.agent.os.AcceptQueue;
import io.github.deployctl.agent.os.Connection;
import io.github.deployctl.agent.os.ExitStatus;
import io.github.deployctl.agent.os.Fd;
import io.github.deployctl.agent.os.ListenCounters;
import io.github.deployctl.agent.os.Listeners;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.os.SocketHolder;
import io.github.deployctl.common.config.Declaration;
import io.github.deployctl.common.config.HandOver;
import io.github.deployctl.common.config.Launch;
import io.github.deployctl.common.config.ReadyCheck;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Proof;
import io.github.deployctl.common.protocol.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each reply says of the listeners while the traffic moved. The looking threads do not run here; a window looks when it begins, moves and ends. */
class ProofTest {
    private static final Declaration RESTARTS =
            AppFixture.declaration(HandOver.RESTART, Launch.DEFAULT, new ReadyCheck(null, Duration.ofMinutes(5)));

    private @TempDir Path folder;
    private AppFixture app;

    @BeforeEach
    void freshHost() {
        app = new AppFixture(folder);
    }

    private static Proof proof(Reply reply) {
        return Optional.ofNullable(((Reply.Deployed) reply).proof()).orElseThrow();
    }

    @Test
    void aPushSaysWhatTheKernelDroppedUntilTheOldGenerationWasDrained() {
        app.deployed("1");
        AppFixture.Waiter push = app.push("2");
        app.host.setListenCounters(new ListenCounters(50, 60));
        app.comeUp(2);
        assertThat(push.hasReply()).as("it still drains").isFalse();
        app.host.setListenCounters(new ListenCounters(54, 64));
        assertThat(proof(app.settled(push)).refused())
                .as("not what came while the candidate started")
                .isEqualTo(4);
    }

    @Test
    void aRollbackARestartAndAStartHaveOneToo() {
        app.deployed("1");
        app.deployed("2");
        assertThat(proof(app.settled(app.rollBack(null))).looks()).isPositive();
        AppFixture.Waiter restart = app.restart();
        app.comeUp(3);
        assertThat(proof(app.settled(restart)).refused()).isZero();
        app.settled(app.stop());
        AppFixture.Waiter start = app.start();
        app.comeUp(4);
        assertThat(proof(app.settled(start)).longestWaitMillis()).isNotNull();
    }

    @Test
    void whatIsLiveAlreadyHasNone() {
        app.deployed("1");
        assertThat(((Reply.Deployed) app.settled(app.push("1"))).proof()).isNull();
    }

    @Test
    void afterACrashTheWaitCountsFromTheLaunch() {
        app.deployed("1");
        app.processes.end(app.process(1), new ExitStatus.Exited(1));
        app.pass(Duration.ofSeconds(1));
        AppFixture.Waiter push = app.push("2");
        long number = app.lastGeneration();
        app.pass(Duration.ofSeconds(7));
        app.comeUp(number);
        Proof proof = proof(app.settled(push));
        assertThat(proof.windowMillis()).isEqualTo(7000);
        assertThat(proof.longestWaitMillis()).isEqualTo(7000);
    }

    @Test
    void itIsNotOverWhileConnectionsStillWaitThatNobodyAccepted() {
        AppFixture.Waiter push = app.push("1");
        app.listeners.queue(8080, new AcceptQueue(true, 3, Listeners.BACKLOG));
        app.comeUp(1);
        assertThat(push.hasReply()).isFalse();
        app.pass(Duration.ofMillis(500));
        assertThat(push.hasReply()).isFalse();
        app.pass(Duration.ofSeconds(1));
        assertThat(proof(push.reply()).findings()).singleElement().asString().contains("still waited");
    }

    @Test
    void driftIsInTheProofAndInANote() {
        app.deployed("1");
        AppFixture.Waiter push = app.push("2");
        app.listeners.makeBlocking(8080);
        app.comeUp(2);
        Proof proof = proof(app.settled(push));
        assertThat(proof.findings()).singleElement().asString().contains("O_NONBLOCK was cleared");
        assertThat(push.events()).contains(new Event.Note(proof.findings().get(0)));
    }

    @Test
    void aStrangerThatHoldsAListenerIsNamed() throws Exception {
        app.deployed("1");
        app.pass(Duration.ofMillis(30));
        AppFixture.Waiter push = app.push("2");
        app.looking.clear();
        Fd listener = app.launched(2).fds().get(0);
        // A request that is being handled, so that the drain lasts until strangers were looked for.
        app.connections.set(app.process(1), 8080, new Connection(0, 60_004, 60_000, 60_000, 5));
        app.comeUp(2);
        SocketHolder stranger = new SocketHolder(new ProcessId(666, 6660), "sleep");
        app.host.setHolders(
                listener.inode(),
                stranger,
                new SocketHolder(app.process(1), "java"),
                new SocketHolder(app.process(2), "java"),
                new SocketHolder(new ProcessId(ProcessHandle.current().pid(), 1), "java"));
        app.pass(Duration.ofMillis(30));
        // The first looks at the queues, until it ends; the second for holders.
        assertThat(app.looking).hasSize(2);
        app.looking.get(1).run();
        app.connections.set(app.process(1), 8080);
        assertThat(proof(app.settled(push)).findings())
                .containsExactly(
                        "pid 666 (sleep) holds a public listener, and is neither the agent nor part of a generation; "
                                + "what it accepts does not reach the app");
        assertThat(app.log).anyMatch(line -> line.startsWith("pid 666 (sleep) holds a public listener"));
    }

    @Test
    void aWindowEndsWithItsCandidate() {
        app.deployed("1");
        app.pass(Duration.ofMillis(30));
        app.looking.clear();
        app.push("2");
        assertThat(app.looking).as("nothing moves yet").isEmpty();
        app.processes.end(app.process(2), new ExitStatus.Exited(1));
        app.turn();
        app.processes.end(app.process(1), new ExitStatus.Exited(1));
        app.pass(Duration.ofSeconds(1));
        assertThat(app.role(3)).contains(Role.CANDIDATE.name().toLowerCase(Locale.ROOT));
        app.processes.end(app.process(3), new ExitStatus.Exited(1));
        app.turn();
        assertThat(app.looking).hasSize(1);
        // It would run for ever if it did not end by itself.
        app.looking.get(0).run();
    }

    @Test
    void withHandOverByRestartTheWaitCountsFromWhenTheOldOneStopsAccepting() {
        AppFixture.Waiter first = app.push("1", RESTARTS);
        app.comeUp(1);
        app.settled(first);
        app.looking.clear();
        AppFixture.Waiter push = app.push("2", RESTARTS);
        assertThat(app.looking).as("the looks have begun").hasSize(1);
        app.pass(Duration.ofSeconds(2));
        await().pollDelay(Duration.ZERO).until(() -> {
            app.turn();
            return app.processes.launched().size() == 2;
        });
        app.pass(Duration.ofSeconds(3));
        app.comeUp(2);
        assertThat(proof(app.settled(push)).longestWaitMillis()).isGreaterThanOrEqualTo(5000);
    }
}
