package io.github.deployctl.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.cli.fixture.CannedAgents;
import io.github.deployctl.cli.fixture.Scripts;
import io.github.deployctl.cli.host.HostAddress;
import io.github.deployctl.cli.remote.AgentSession;
import io.github.deployctl.cli.remote.Deadline;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.Lease;
import io.github.deployctl.common.protocol.Maintain;
import io.github.deployctl.common.protocol.Maintenance;
import io.github.deployctl.common.protocol.Notice;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.ReleaseId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class RolloutTest {
    private static final ReleaseId NEW = new ReleaseId("1.4.2-bbbbbbbb");
    private static final Reply DONE = Scripts.deployed(NEW, true);
    private static final Reply BROKEN = new Reply.Failed(Failure.of(FailureCode.NOT_DEPLOYED, "it died"));
    private static final Reply LOCKED = new Reply.Failed(Failure.of(FailureCode.LOCKED, "bob deploys"));
    private static final LeaseWish WISH = new LeaseWish("restart", Lease.Term.MOVE, Duration.ZERO);
    private static final Order RESTART = new Order(new Request.Restart(), Deadline.ANSWER, "restarting");

    private final CannedAgents agents = new CannedAgents();
    private final List<String> situations = new ArrayList<>();

    private RolloutResult run(String... hosts) {
        return run(RESTART, hosts);
    }

    private RolloutResult run(Order order, String... hosts) {
        List<HostAddress> addresses = Stream.of(hosts).map(HostAddress::parse).toList();
        return new Rollout(agents.agents(), new Standing(situations::add)).run(addresses, order, WISH);
    }

    @Test
    void everyHostIsDoneInOrder() {
        agents.on("web1", (Record) DONE).on("web2", (Record) DONE);

        RolloutResult result = run("web1", "web2");

        assertThat(result.exitStatus()).isZero();
        assertThat(result.isMixed()).isFalse();
        assertThat(result.changed()).hasSize(2);
        assertThat(agents.connected()).containsExactly("web1", "web2");
    }

    @Test
    void nothingIsBegunOnAnyHostWhereTheAgentOfOneCannotDoIt() {
        agents.on("web1", (Record) DONE).on("web2", (Record) DONE);
        HostTask task = new HostTask() {
            @Override
            public void admit(HostAddress host, AgentSession session) throws FailureException {
                if (host.label().equals("web2")) {
                    throw Failure.of(FailureCode.NOT_DEPLOYED, "too old").asException();
                }
            }

            @Override
            public HostOutcome run(HostAddress host, AgentSession session, Progress progress) {
                throw new AssertionError("begun on " + host);
            }
        };

        RolloutResult result = new Rollout(agents.agents(), new Standing(situations::add))
                .run(List.of(HostAddress.parse("web1"), HostAddress.parse("web2")), task, WISH);

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.outcomes().get(0)).isInstanceOf(HostOutcome.Skipped.class);
        assertThat(result.outcomes().get(1)).isInstanceOfSatisfying(HostOutcome.Failed.class, failed -> {
            assertThat(failed.failure().message()).isEqualTo("too old");
            assertThat(failed.failure().serving()).isEqualTo("nothing was changed on any host");
        });
    }

    @Test
    void theFirstFailureEndsTheRolloutAndKeepsItsOwnExitStatus() {
        agents.on("web1", (Record) LOCKED).on("web2", (Record) DONE);

        RolloutResult result = run("web1", "web2");

        assertThat(result.exitStatus()).isEqualTo(5);
        assertThat(result.isMixed()).isFalse();
        assertThat(result.outcomes()).last().isInstanceOf(HostOutcome.Skipped.class);
    }

    @Test
    void aFailureAfterAChangeIsMixed() {
        agents.on("web1", (Record) DONE).on("web2", (Record) BROKEN).on("web3", (Record) DONE);

        RolloutResult result = run("web1", "web2", "web3");

        assertThat(result.exitStatus()).isEqualTo(3);
        assertThat(result.isMixed()).isTrue();
        assertThat(result.changed()).containsExactly(HostAddress.parse("web1"));
        assertThat(result.left()).containsExactly(HostAddress.parse("web2"), HostAddress.parse("web3"));
    }

    @Test
    void aHostThatFailedAndKeepsTheNewReleaseIsChanged() {
        Failure kept = Failure.of(FailureCode.MIXED, "verify exited with status 1, and it was not taken back: no");
        agents.on("web1", new Reply.Failed(kept)).on("web2", (Record) DONE);

        RolloutResult result = run("web1", "web2");

        assertThat(result.exitStatus()).isEqualTo(3);
        assertThat(result.isMixed()).isTrue();
        assertThat(result.changed()).containsExactly(HostAddress.parse("web1"));
        assertThat(result.left()).containsExactly(HostAddress.parse("web1"), HostAddress.parse("web2"));
        assertThat(situations).last().isEqualTo("changed and serving: web1");
    }

    @Test
    void aFailureAfterHostsThatHadNothingToDoIsNotMixed() {
        agents.on("web1", (Record) Scripts.deployed(NEW, false)).on("web2", (Record) BROKEN);

        assertThat(run("web1", "web2").exitStatus()).isEqualTo(1);
    }

    @Test
    void nothingIsBegunAnywhereWhereOneHostOfManyIsLocked() {
        agents.on("web1", (Record) DONE).on("web2", (Record) DONE).on("web3", (Record) DONE);
        agents.locked("web2", Failure.of(FailureCode.LOCKED, "nothing was changed: locked by bob"));

        RolloutResult result = run("web3", "web1", "web2");

        assertThat(result.exitStatus()).isEqualTo(5);
        assertThat(result.isMixed()).isFalse();
        assertThat(result.outcomes())
                .extracting(outcome -> outcome.getClass().getSimpleName())
                .containsExactly("Skipped", "Skipped", "Failed");
        assertThat(result.failure().orElseThrow().serving()).isEqualTo("nothing was changed on any host");
        assertThat(agents.connected())
                .as("by name, so that two rollouts cannot hold half each")
                .containsExactly("web1", "web2");
        assertThat(situations)
                .containsOnly(
                        "nothing was changed on any host",
                        "web1 keeps what it has: the agent gives up unless traffic has moved",
                        "web2 keeps what it has: the agent gives up unless traffic has moved");
    }

    @Test
    void nothingIsBegunAnywhereWhereOneHostOfManyCannotBeReached() {
        agents.on("web1", (Record) DONE);

        RolloutResult result = run("web1", "web2");

        assertThat(result.exitStatus()).isEqualTo(4);
        assertThat(result.isMixed()).isFalse();
        assertThat(result.isChanged()).isFalse();
    }

    @Test
    void aHostLostAfterTheTrafficMovedIsSaidToServe() {
        agents.on("web1", new Event.Launched(8, NEW, 1), new Event.Live(8, 3));

        Failure failure = run("web1").failure().orElseThrow();

        assertThat(failure.code()).isEqualTo(FailureCode.UNREACHABLE);
        assertThat(failure.serving()).isEqualTo("traffic had moved already; the agent finishes by itself");
        assertThat(failure.hint()).isEqualTo("deployctl status web1");
    }

    static Stream<Arguments> losses() {
        Notice notice = new Notice(null, null, 60, List.of());
        return Stream.of(
                Arguments.of(new Request.Restart(), "the agent gives up unless traffic has moved"),
                Arguments.of(new Request.Start(), "the agent gives up unless traffic has moved"),
                Arguments.of(new Request.RollBack(null), "the agent gives up unless traffic has moved"),
                Arguments.of(new Request.Stop(), "it stops the app all the same if it was told in time"),
                Arguments.of(
                        new Request.Confirm(null),
                        "it may have its confirmation already; without one it goes back when the time for it is over"),
                Arguments.of(
                        new Maintain(notice, null),
                        "it may be in maintenance already, then the agent answers until it is ended; the app keeps running"),
                Arguments.of(new Maintain(null, null), "it may be out of maintenance already; the app keeps running"));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aHostLostMeanwhileIsSaidToDoWhatItsAgentDoes(Request request, String does) {
        agents.on("web1", new Event.Launched(8, NEW, 1));

        Failure failure = run(new Order(request, Deadline.ANSWER, "asking"), "web1")
                .failure()
                .orElseThrow();

        assertThat(failure.code()).isEqualTo(FailureCode.UNREACHABLE);
        assertThat(failure.serving()).isEqualTo("what serves on web1 is not known; " + does);
        assertThat(failure.hint()).isEqualTo("deployctl status web1");
    }

    @Test
    void anAnswerThatDoesNotFitIsRefused() {
        agents.on("web1", new Reply.ArtifactPresent());

        assertThat(run("web1").exitStatus()).isEqualTo(4);
    }

    @Test
    void atEveryInstantThereIsASentenceThatSaysWhatIsTrue() {
        agents.on("web1", new Event.Live(8, 3), (Record) DONE);

        agents.on("web2", (Record) BROKEN);
        run("web1", "web2");

        assertThat(situations)
                .containsSubsequence(
                        "nothing was changed on any host",
                        "web1 keeps what it has: the agent gives up unless traffic has moved",
                        "generation 8 serves on web1; the agent finishes by itself",
                        "changed and serving: web1",
                        "changed and serving: web1; web2 keeps what it has: the agent gives up unless traffic has moved",
                        "changed and serving: web1");
    }

    static Stream<Arguments> doneWith() {
        Lease lease = new Lease(1, "ada", "audit", null, Instant.EPOCH, Lease.Term.RELEASE, null, null);
        Notice notice = new Notice(null, null, 60, List.of());
        Maintenance on = new Maintenance(Instant.EPOCH, "ada", null, 60, List.of());
        Request.Acquire keep = new Request.Acquire("audit", Lease.Term.RELEASE, null);
        return Stream.of(
                Arguments.of(order(new Request.Stop()), new Reply.Stopped(NEW), "stopped: web1"),
                Arguments.of(order(new Request.Stop()), new Reply.Stopped(null), "nothing was changed on any host"),
                Arguments.of(order(new Request.Restart()), DONE, "changed and serving: web1"),
                Arguments.of(order(new Maintain(notice, null)), new Reply.Maintained(true, on), "in maintenance: web1"),
                Arguments.of(
                        order(new Maintain(null, null)), new Reply.Maintained(true, null), "out of maintenance: web1"),
                Arguments.of(order(new Request.Confirm(null)), new Reply.Confirmed(NEW, 8, true), "confirmed: web1"),
                Arguments.of(new Locking(keep), new Reply.Leased(lease), "locked: web1"));
    }

    private static Order order(Request request) {
        return new Order(request, Deadline.ANSWER, "asking");
    }

    @ParameterizedTest
    @MethodSource("doneWith")
    void whatIsTrueOfAHostThatIsDoneWithIsSaidInTheWordsOfItsVerb(HostTask task, Record reply, String now) {
        agents.on("web1", reply);

        new Rollout(agents.agents(), new Standing(situations::add)).run(List.of(HostAddress.parse("web1")), task);

        assertThat(situations).last().isEqualTo(now);
    }

    @Test
    void aSurveyAsksEveryHostThoughOneFails() {
        agents.on("web2", new Reply.HistoryReport(List.of()));

        List<Survey.Answer<Reply.HistoryReport>> answers = new Survey<>(
                        agents.agents(), new Standing(situations::add), Reply.HistoryReport.class)
                .run(List.of(HostAddress.parse("web1"), HostAddress.parse("web2")), new Request.History(1));

        assertThat(answers).extracting(answer -> answer.failure() == null).containsExactly(false, true);
    }
}
