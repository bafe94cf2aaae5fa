package io.github.deployctl.cli.transcript;

import io.github.deployctl.cli.command.Version;
import io.github.deployctl.cli.fixture.FakeAgent;
import io.github.deployctl.cli.fixture.Scripts;
import io.github.deployctl.cli.fixture.Session;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.json.Json;
import io.github.deployctl.common.protocol.Event;
import io.github.deployctl.common.protocol.GenerationStatus;
import io.github.deployctl.common.protocol.HistoryEntry;
import io.github.deployctl.common.protocol.Lease;
import io.github.deployctl.common.protocol.ListSecrets;
import io.github.deployctl.common.protocol.Maintain;
import io.github.deployctl.common.protocol.Maintenance;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.protocol.SecretStatus;
import io.github.deployctl.common.protocol.SecretsChanged;
import io.github.deployctl.common.protocol.SecretsReport;
import io.github.deployctl.common.protocol.SetSecrets;
import io.github.deployctl.common.protocol.Timings;
import io.github.deployctl.common.protocol.UnsetSecrets;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.common.release.ReleaseId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The agent of the transcripts, which serves release 1.4.1 and takes what it is given; one for each command. A request that is new is answered here. */
final class Answers implements FakeAgent.Script {
    static final Failure LOCKED = Failure.of(
                    FailureCode.LOCKED,
                    "nothing was changed: locked by bob@desk as deploy since 2026-05-17T10:00:00Z: audit")
            .serving("generation 7 (1.4.1-aaaaaaaa) serves")
            .hint("ask them; or take it over: deployctl lock release --force, then try again");

    private static final ReleaseId NEW = new ReleaseId("1.4.2-bbbbbbbb");
    private static final Lease AUDIT =
            new Lease(7, "bob@desk", "deploy", null, Session.NOW.minusSeconds(1230), Lease.Term.RELEASE, null, "audit");
    private static final String EXAMINED = """
            {"facts":{"now":"2026-05-17T10:20:30Z","java":"/usr/bin/java","javaFeature":21,"memory":4000000000,
              "memoryReserve":200000000,"disk":40000000000,"diskReserve":0,"descriptors":1000,"backlog":1024,
              "somaxconn":4096,"ephemeralFirst":32768,"ephemeralLast":60999,"ports":[]},
             "held":false,"bases":[],"refusals":[]}
            """;

    private final Circumstance circumstance;
    private final AtomicInteger before;
    private final CountDownLatch waiting = new CountDownLatch(1);
    private final AtomicInteger agents = new AtomicInteger();

    /** @param before how many requests are answered before somebody interrupts */
    Answers(Circumstance circumstance, int before) {
        this.circumstance = circumstance;
        this.before = new AtomicInteger(before);
    }

    /** Counted down when a request came that gets no answer. */
    CountDownLatch waiting() {
        return waiting;
    }

    @Override
    public void answer(Request request, FakeAgent.Conversation with) throws IOException {
        if (circumstance == Circumstance.LOCKED && isKeptOut(request)) {
            with.reply(new Reply.Failed(LOCKED));
            return;
        }
        tell(request, with);
        if (circumstance == Circumstance.INTERRUPTED && before.getAndDecrement() <= 0) {
            waiting.countDown();
            return;
        }
        if (request instanceof Request.Stage) {
            with.receive();
            with.reply(new Reply.ArtifactPresent());
        } else {
            with.reply(reply(request));
        }
    }

    /** What a person's lock keeps others from, besides what takes a lease. */
    private static boolean isKeptOut(Request request) {
        return request instanceof Request.Prune
                || request instanceof Request.Run
                || request instanceof Request.Stop
                || request instanceof Request.UpgradeAgent
                || request instanceof Request.Release
                || request instanceof Request.Acquire
                || request instanceof SetSecrets
                || request instanceof UnsetSecrets;
    }

    private void tell(Request request, FakeAgent.Conversation with) throws IOException {
        if (request instanceof Request.Deploy deploy && circumstance == Circumstance.WORKS) {
            with.say(
                    new Event.Launched(8, deploy.release(), 4711),
                    new Event.Bound(8, 1200),
                    new Event.Ready(8, 3900),
                    new Event.Live(8, 4),
                    new Event.Draining(7, 12),
                    new Event.Drained(7, 12, 0, 1100));
        } else if (request instanceof Request.Logs) {
            with.say(new Event.Logged(7, List.of("listening on 8080", "GET / 200"), null));
        } else if (request instanceof Request.Run) {
            byte[] text = "migrated 3 tables\n".getBytes(StandardCharsets.UTF_8);
            with.say(new Event.Printed(false, Base64.getEncoder().encodeToString(text)));
        }
    }

    private Reply reply(Request request) {
        if (request instanceof Request.Deploy deploy) {
            return Scripts.deployed(deploy.release(), true);
        }
        if (request instanceof Request.RollBack) {
            return new Reply.Deployed(Scripts.OLD, NEW, 7, true, true, new Timings(0, 4, 30, 3, 0), Scripts.PROOF);
        }
        if (request instanceof Request.Examine) {
            return Json.read(EXAMINED, Reply.Examined.class);
        }
        if (request instanceof Request.Confirm) {
            return new Reply.Confirmed(Scripts.OLD, 7, true);
        }
        if (request instanceof Request.Stop) {
            return new Reply.Stopped(Scripts.OLD);
        }
        if (request instanceof Maintain maintain) {
            Maintenance now = maintain.notice() == null
                    ? null
                    : new Maintenance(Session.NOW, "ada@laptop", null, 60, List.of("http"));
            return new Reply.Maintained(true, now);
        }
        if (request instanceof Request.Prune prune) {
            return new Reply.Pruned(List.of(Scripts.OLD), 64_000_000, List.of(NEW), 1000, prune.dryRun());
        }
        if (request instanceof Request.Logs) {
            return new Reply.LogsEnd(2);
        }
        if (request instanceof Request.Run) {
            return new Reply.Ran(Scripts.OLD, 0, "java exited with status 0", 20);
        }
        return request instanceof Request.Restart || request instanceof Request.Start
                ? new Reply.Deployed(
                        Scripts.OLD, Scripts.OLD, 8, true, false, new Timings(900, 4, 30, 3, 0), Scripts.PROOF)
                : report(request);
    }

    private Reply report(Request request) {
        List<Lease> locks = circumstance == Circumstance.LOCKED ? List.of(AUDIT) : List.of();
        if (request instanceof Request.Status) {
            return status(locks);
        }
        if (request instanceof Request.LockStatus) {
            return new Reply.LockReport(locks);
        }
        if (request instanceof Request.Acquire) {
            return new Reply.Leased(AUDIT);
        }
        if (request instanceof Request.Release) {
            return new Reply.Released(List.of(AUDIT));
        }
        if (request instanceof Request.AgentStatus || request instanceof Request.UpgradeAgent) {
            Duration age = Duration.ofHours(agents.getAndIncrement() == 0 ? 48 : 0);
            return new Reply.AgentReport(
                    new AppName("shop"), Version.current(), 812, Session.NOW.minus(age), "/var/lib/deployctl/shop");
        }
        if (request instanceof Request.History || request instanceof Request.ShowHistory) {
            HistoryEntry entry = new HistoryEntry(
                    Session.NOW.minusSeconds(60),
                    "push",
                    "ada@laptop",
                    Scripts.OLD,
                    null,
                    new Timings(3900, 4, 0, 0, 0),
                    null);
            return new Reply.HistoryReport(List.of(entry.numbered(12)));
        }
        if (request instanceof ListSecrets) {
            return new SecretsReport(
                    List.of(new SecretStatus("DB_PASSWORD", "deployctl", "1", Session.NOW, "ada@laptop", true)));
        }
        if (request instanceof Request.OfSecrets) {
            return new SecretsChanged(List.of("DB_PASSWORD"), List.of(), List.of());
        }
        throw new IllegalArgumentException("the agent of the transcripts has no answer yet to " + request);
    }

    private static Reply status(List<Lease> locks) {
        GenerationStatus live =
                new GenerationStatus(7, Scripts.OLD, "live", 4700, Session.NOW.minusSeconds(3600), 12, 412_000_000);
        return new Reply.StatusReport(
                new AppName("shop"),
                Version.current(),
                "running",
                Scripts.OLD,
                null,
                Map.of("http", new ListenAddress("*", 8080)),
                List.of(live),
                List.of(Scripts.OLD),
                null,
                locks);
    }
}
