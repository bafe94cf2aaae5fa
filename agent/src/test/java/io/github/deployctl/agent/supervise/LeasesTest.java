package io.github.deployctl.agent.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.agent.supervise.AppFixture.Waiter;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.Lease;
import io.github.deployctl.common.protocol.Lease.Term;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeasesTest {
    private static final Request.Acquire DEPLOY = new Request.Acquire("push 2", Term.CONNECTION, null);
    private static final Request.Acquire BRIEF = new Request.Acquire("push 2", Term.MOVE, null);
    private static final Request.Acquire KEEP = new Request.Acquire("no deploys today", Term.RELEASE, null);

    private @TempDir Path folder;
    private AppFixture app;

    @BeforeEach
    void freshHost() {
        app = new AppFixture(folder);
    }

    private static Asker ann(@Nullable Waiter lease) {
        return new Asker("ann@laptop", "deploy", null, lease == null ? null : lease.ticket());
    }

    private static Asker bob(@Nullable Waiter lease) {
        return new Asker("bob@desk", "deploy", null, lease == null ? null : lease.ticket());
    }

    private static Asker ci(String machine, String run) {
        return new Asker("runner@" + machine, "deploy", run, null);
    }

    private static Lease lease(Waiter waiter) {
        assertThat(waiter.reply()).isInstanceOf(Reply.Leased.class);
        return ((Reply.Leased) waiter.reply()).lease();
    }

    private static void assertLocked(Waiter waiter, String... words) {
        assertThat(waiter.failure().code()).isEqualTo(FailureCode.LOCKED);
        assertThat(waiter.failure().message()).contains(words);
    }

    @Test
    void secondDeployIsRefusedAndToldWhoHoldsItSinceWhenFromWhereAndInWhichRun() {
        Asker run = new Asker("runner@fv-az1", "deploy", "https://ci.example.com/run/7", null);
        app.acquire(DEPLOY, run);

        Waiter second = app.acquire(DEPLOY, ann(null));

        assertLocked(
                second,
                "nothing was changed: locked by runner@fv-az1 as deploy since 2026-01-01T00:00:00Z"
                        + " (https://ci.example.com/run/7): push 2");
        assertThat(second.failure().hint()).contains("--lock-wait");
    }

    @Test
    void whoeverHoldsTheLeaseMayPushAndNobodyElseMayChangeAnything() {
        app.deployed("1");
        Waiter lease = app.acquire(DEPLOY, ann(null));

        assertLocked(app.push("2", bob(null)), "locked by ann@laptop as deploy");
        assertLocked(app.push("2", ann(null)), "locked by ann@laptop as deploy");
        Waiter push = app.push("2", ann(lease));
        app.comeUp(2);

        assertThat(app.settled(push)).isInstanceOf(Reply.Deployed.class);
        assertLocked(app.rollBackBy(bob(null)), "locked by ann@laptop as deploy");
    }

    @Test
    void leaseOfAConnectionEndsWithItAndTheNumberGrows() {
        Waiter first = app.acquire(DEPLOY, ann(null));
        app.abandon(first);

        Waiter second = app.acquire(DEPLOY, bob(null));

        assertThat(lease(second).number()).isGreaterThan(lease(first).number());
    }

    @Test
    void numberGrowsOverTheDeathOfTheAgentToo() {
        long number = lease(app.acquire(DEPLOY, ann(null))).number();

        assertThat(lease(app.successor().acquire(DEPLOY, bob(null))).number()).isGreaterThan(number);
    }

    @Test
    void numberGrowsEvenWhereTheFileIsDamaged() throws IOException {
        long number = lease(app.acquire(DEPLOY, ann(null))).number();
        Files.writeString(app.paths.leaseFile(), "{\"number\": tru");

        AppFixture next = app.successor();

        assertThat(lease(next.acquire(DEPLOY, bob(null))).number()).isGreaterThan(number);
        assertThat(next.log).anyMatch(line -> line.contains("lease.json was not understood"));
    }

    @Test
    void requestUnderAnOldLeaseIsRefusedThoughNobodyHoldsTheNewOneAnyMore() {
        app.deployed("1");
        Waiter old = app.acquire(DEPLOY, ann(null));
        app.release(true, bob(null));
        Waiter newer = app.acquire(DEPLOY, bob(null));
        assertLocked(app.push("2", ann(old)), "lease 1 of this command is over", "now locked by bob@desk");

        app.abandon(newer);

        assertLocked(app.push("2", ann(old)), "lease 1 of this command is over");
    }

    @Test
    void leaseThatWasTakenAwayIsOverAtOnce() {
        app.deployed("1");
        Waiter lease = app.acquire(DEPLOY, ann(null));
        assertLocked(app.release(false, ann(null)), "a connection that is still there holds the lock");

        app.release(true, ann(null));

        assertLocked(app.push("2", ann(lease)), "lease 1 of this command is over");
        assertThat(app.lastEntry().operation()).isEqualTo("unlock");
    }

    @Test
    void anotherConnectionOfTheSameDeployGoesByTheNumber() {
        app.deployed("1");
        app.deployed("2");
        long number = lease(app.acquire(DEPLOY, ann(null))).number();

        assertLocked(app.join(number, bob(null)), "lease 1 of this command is over");
        assertLocked(app.join(number + 1, ann(null)), "lease 2 of this command is over");
        Waiter joined = app.join(number, ann(null));

        assertThat(app.settled(app.rollBackBy(ann(joined)))).isInstanceOf(Reply.Deployed.class);
    }

    @Test
    void whatHasJoinedLeavesTheLeaseToItsHolder() {
        Waiter lease = app.acquire(DEPLOY, ann(null));
        app.abandon(app.join(lease(lease).number(), ann(null)));

        assertThat(app.status().locks()).hasSize(1);
    }

    @Test
    void briefLeaseIsOverWhenTheTrafficHasMovedSoThatTheNextMayBeginDuringTheDrain() {
        app.deployed("1");
        app.host.setConnections(app.process(1), 8080, 1);
        Waiter lease = app.acquire(BRIEF, ann(null));
        Waiter push = app.push("2", ann(lease));
        assertLocked(app.acquire(DEPLOY, bob(null)), "a push by ann@laptop as deploy");
        app.comeUp(2);
        assertThat(push.hasReply()).as("it drains").isFalse();

        assertThat(lease(app.acquire(DEPLOY, bob(null))).number()).isEqualTo(2);
        app.host.setConnections(app.process(1), 8080, 0);
        app.settled(push);
    }

    @Test
    void leaseForTheWholeDeployIsThereAfterTheTrafficHasMoved() {
        app.deployed("1");
        Waiter push = app.push("2", ann(app.acquire(DEPLOY, ann(null))));
        app.comeUp(2);
        app.settled(push);

        assertLocked(app.acquire(DEPLOY, bob(null)), "locked by ann@laptop");
    }

    @Test
    void lockOfAPersonIsKeptOverTheDeathOfTheAgentAndKeepsOthersOut() {
        app.deployed("1");
        app.deployed("2");
        Waiter kept = app.acquire(KEEP, ann(null));
        app.abandon(kept);
        AppFixture next = new AppFixture(folder);

        assertLocked(next.rollBackBy(bob(null)), "locked by ann@laptop as deploy", "no deploys today");
        assertLocked(next.acquire(DEPLOY, bob(null)), "no deploys today");
        assertLocked(next.stopBy(bob(null)), "no deploys today");
        assertThat(next.rollBackBy(bob(null)).failure().hint()).contains("deployctl lock release --force");
        assertThat(next.status().locks()).containsExactly(lease(kept));
        assertThat(next.entries().get(0).operation()).isEqualTo("lock");
        assertThat(next.entries().get(0).reason()).isEqualTo("no deploys today");
    }

    @Test
    void lockIsKeptByWhoeverHasTheLeaseOfThatMoment() {
        Waiter lease = app.acquire(DEPLOY, ann(null));
        assertLocked(app.acquire(KEEP, bob(null)), "locked by ann@laptop");

        Waiter kept = app.acquire(KEEP, ann(lease));
        app.abandon(lease);

        assertThat(app.status().locks()).containsExactly(lease(kept));
    }

    @Test
    void ownerOfAKeptLockMayPushAndTheLockStays() {
        app.deployed("1");
        app.acquire(KEEP, ann(null));
        Waiter lease = app.acquire(DEPLOY, ann(null));
        Waiter push = app.push("2", ann(lease));
        app.comeUp(2);
        assertThat(app.settled(push)).isInstanceOf(Reply.Deployed.class);
        app.abandon(lease);

        assertThat(app.status().locks()).extracting(Lease::message).containsExactly("no deploys today");
    }

    @Test
    void ciRunOwnsWhatAnotherJobOfItHasLockedOnAnotherMachine() {
        app.acquire(KEEP, ci("fv-az1", "https://ci.example.com/run/7"));

        assertLocked(app.acquire(DEPLOY, ci("fv-az2", "https://ci.example.com/run/8")), "run/7");
        assertThat(lease(app.acquire(DEPLOY, ci("fv-az2", "https://ci.example.com/run/7")))
                        .number())
                .isEqualTo(2);
    }

    @Test
    void keptLockIsReleasedByItsOwnerAndByForceAndTheHistorySaysWhose() {
        app.acquire(KEEP, ann(null));
        assertLocked(app.release(false, bob(null)), "locked by ann@laptop");

        app.release(true, bob(null));

        assertThat(app.status().locks()).isEmpty();
        assertThat(app.lastEntry().by()).isEqualTo("bob@desk as deploy");
        assertThat(app.lastEntry().reason())
                .startsWith("of ann@laptop as deploy since")
                .contains("no deploys today");
        assertThat(app.release(false, bob(null)).reply()).isEqualTo(new Reply.Released(List.of()));
    }

    @Test
    void keptLockIsOverWhenItsTimeIs() {
        app.acquire(new Request.Acquire("short", Term.RELEASE, 1L), ann(null));
        assertThat(app.status().locks()).hasSize(1);

        app.setClock(Duration.ofMillis(1));

        assertThat(app.status().locks()).isEmpty();
        assertThat(app.acquire(DEPLOY, bob(null)).reply()).isInstanceOf(Reply.Leased.class);
    }

    @Test
    void stopGoesThroughBesideADeployAndCallsItOff() {
        app.deployed("1");
        Waiter push = app.push("2", ann(app.acquire(DEPLOY, ann(null))));

        Waiter stop = app.stopBy(bob(null));

        assertThat(push.failure().message()).contains("called off", "stopped by bob@desk");
        assertThat(app.settled(stop)).isInstanceOf(Reply.Stopped.class);
    }

    @Test
    void nothingIsLockedWhileSomethingIsUnderWay() {
        app.deployed("1");
        app.push("2");

        assertLocked(app.acquire(KEEP, bob(null)), "a push by ann@laptop");
        assertThat(app.status().locks()).isEmpty();
    }
}
