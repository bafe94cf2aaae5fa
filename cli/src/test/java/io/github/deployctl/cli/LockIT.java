package io.github.deployctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.deployctl.cli.fixture.FakeAgent;
import io.github.deployctl.cli.fixture.Host;
import io.github.deployctl.cli.fixture.Project;
import io.github.deployctl.cli.fixture.Scripts;
import io.github.deployctl.cli.fixture.Session;
import io.github.deployctl.cli.fixture.Session.Run;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.Lease;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.ReleaseId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locks as seen from a command line: who has one, what waits for one, and what does not. */
final class LockIT {
    private static final Failure LOCKED = Failure.of(
                    FailureCode.LOCKED,
                    "nothing was changed: locked by bob@desk as deploy since 2026-05-17T10:00:00Z"
                            + " (https://ci.example.com/run/7): push 2")
            .hint("wait until it is done: --lock-wait 5m; deployctl lock status tells who holds it");
    private static final Lease LEASE =
            new Lease(7, "bob@desk", "deploy", null, Session.NOW, Lease.Term.RELEASE, null, "audit \u001b[31mred");

    @TempDir
    Path folder;

    private Host host;
    private FakeAgent agent;

    @BeforeEach
    void startHostAndAgent() throws Exception {
        host = Host.start(folder);
        agent = FakeAgent.ofShop(folder, (request, with) -> with.reply(answer(request)));
        Project.declare(folder, host);
    }

    @AfterEach
    void stopThem() throws Exception {
        agent.close();
        host.close();
    }

    private static Reply answer(Request request) {
        if (request instanceof Request.LockStatus) {
            return new Reply.LockReport(List.of(LEASE));
        }
        if (request instanceof Request.Acquire) {
            return new Reply.Leased(LEASE);
        }
        if (request instanceof Request.Release release) {
            return release.force() ? new Reply.Released(List.of(LEASE)) : new Reply.Failed(LOCKED);
        }
        return Scripts.deployed(new ReleaseId("1.4.2-bbbbbbbb"), true);
    }

    private Run run(String... arguments) {
        return new Session(folder).runOnHosts(arguments);
    }

    @Test
    void theStatusSaysWhoHasItWithoutSteeringTheTerminal() {
        assertThat(run("lock", "status", "-q").out())
                .isEqualTo(host.address()
                        + "  locked by bob@desk as deploy since 2026-05-17T10:20:30Z: audit \\x1b[31mred\n");

        JsonObject document =
                JsonParser.parseString(run("lock", "status", "--json").out()).getAsJsonObject();
        assertThat(document.get("command").getAsString()).isEqualTo("lock status");
        assertThat(document.toString()).contains("\"number\":7", "\"owner\":\"bob@desk\"");
    }

    @Test
    void aLockIsAcquiredUnderALeaseAndSaysWhatItIsFor() {
        Run run = run("lock", "acquire", "--message", "audit", "--for", "2h", "-q");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).startsWith(host.address() + "  locked by bob@desk as deploy since ");
        assertThat(agent.leases()).containsExactly(new Request.Acquire("audit", Lease.Term.CONNECTION, null));
        assertThat(agent.requests()).containsExactly(new Request.Acquire("audit", Lease.Term.RELEASE, 7_200_000L));
        assertThat(run("lock", "acquire", "--message", "audit", "--json").out())
                .contains("\"outcome\": \"locked\"", "\"number\": 7");
    }

    @Test
    void aLockWithoutAWordOfWhatItIsForIsNotAcquired() {
        assertThat(run("lock", "acquire").status()).isEqualTo(2);
        assertThat(run("lock", "acquire", "--message", "x".repeat(501)).status())
                .isEqualTo(2);
        assertThat(run("lock").status()).isEqualTo(2);
        assertThat(agent.leases()).isEmpty();
    }

    @Test
    void aLockIsReleasedByItsOwnerOrByForce() {
        Run refused = run("lock", "release", "-q");
        assertThat(refused.status()).isEqualTo(5);
        assertThat(refused.err()).contains("locked by bob@desk");

        assertThat(run("lock", "release", "--force", "-q").out())
                .startsWith(host.address() + "  released, was locked by bob@desk");
        assertThat(agent.requests()).containsExactly(new Request.Release(false), new Request.Release(true));
    }

    @Test
    void whatSomebodyElseHasLockedIsExitFiveAtOnceAndSaysWhoSinceWhenAndInWhichRun() {
        agent.lock(LOCKED);
        for (String verb : List.of("rollback", "restart", "start")) {
            Run run = run(verb, "-q");

            assertThat(run.status()).isEqualTo(5);
            assertThat(run.out()).isEmpty();
            assertThat(run.err())
                    .isEqualTo("deployctl: " + host.address() + ": " + LOCKED.message() + "\nTry: " + LOCKED.hint()
                            + "\n");
        }
        JsonObject document =
                JsonParser.parseString(run("rollback", "--json").out()).getAsJsonObject();
        assertThat(document.get("exitCode").getAsInt()).isEqualTo(5);
        assertThat(document.toString()).contains("\"code\":\"LOCKED\"");
        assertThat(agent.requests()).as("beside leases").isEmpty();
    }

    @Test
    void whoWaitsForALockSaysSoOnceAndGoesOnWhenItIsFree() throws Exception {
        agent.lock(LOCKED);
        Thread other = new Thread(() -> {
            await().until(() -> agent.leases().size() >= 2);
            agent.unlock();
        });
        other.start();

        Run run = run("restart", "--lock-wait", "1m");
        other.join();

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err().lines().filter(line -> line.contains("waiting")))
                .containsExactly("[" + host.address() + "] waiting up to 1m (deadline --lock-wait): "
                        + LOCKED.message().replace("nothing was changed: ", ""));
        assertThat(agent.requests()).containsExactly(new Request.Restart());
    }

    @Test
    void whoHasWaitedLongEnoughIsToldForWhatAndByWhom() {
        agent.lock(LOCKED);

        long begun = System.nanoTime();
        Run run = run("rollback", "-q", "--lock-wait", "100ms");

        assertThat(run.status()).isEqualTo(5);
        assertThat(run.err())
                .contains("locked by bob@desk", "it was not free within 100ms (deadline --lock-wait)")
                .contains("Try: deployctl lock status " + host.address());
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(100));
    }

    @Test
    void whatOnlyAsksAndHelpTakeNoLock() {
        agent.lock(LOCKED);
        for (String verb : List.of("push", "rollback", "restart", "stop", "lock")) {
            assertThat(run(verb, "--help").status()).isZero();
        }
        assertThat(run("lock", "status", "-q").status()).isZero();

        assertThat(agent.leases()).isEmpty();
    }
}
