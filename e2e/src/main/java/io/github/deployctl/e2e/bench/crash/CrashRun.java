package io.github.deployctl.e2e.bench.crash;

import io.github.deployctl.common.protocol.GenerationStatus;
import io.github.deployctl.common.protocol.HistoryEntry;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.release.ReleaseId;
import io.github.deployctl.e2e.app.Conduct;
import io.github.deployctl.e2e.bench.crash.CrashPoint.Victim;
import io.github.deployctl.e2e.kit.Page;
import io.github.deployctl.e2e.kit.Patience;
import io.github.deployctl.e2e.kit.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One operation on a host in which somebody dies at one point, what must hold then, and the next push. */
final class CrashRun {
    private static final Duration STRIKE = Duration.ofSeconds(8);
    private static final Duration SETTLE = Duration.ofSeconds(60);
    private static final Set<String> AT_REST = Set.of("live", "standby");

    private final CrashHost host;
    private final CrashPoint point;
    private final List<String> bad = new ArrayList<>();

    CrashRun(CrashHost host, CrashPoint point) {
        this.host = host;
        this.point = point;
    }

    /** What came of it; {@code reached} is false when the operation did not come to the point this time, so that nobody died. */
    record Result(boolean reached, List<String> bad) {
        Result {
            bad = List.copyOf(bad);
        }
    }

    Result run() throws InterruptedException {
        boolean reached = false;
        Visitor visitor = new Visitor(host.port());
        try {
            if (point.operation().stopsTheApp()) {
                visitor.close();
            }
            ReleaseId before = live(host.client().status()).release();
            Instant begun = Instant.now();
            host.arm(point);
            String failure = operate();
            reached = struck();
            host.disarm();
            if (!host.agent().isAlive()) {
                host.startAgent();
            }
            Reply.StatusReport status = settled();
            judge(status, begun, before, failure);
            nextPush();
            visitor.close();
            bad.addAll(visitor.complaints(
                    point.victim() == Victim.APP || point.operation().killsTheApp()));
        } catch (IOException e) {
            bad.add(String.valueOf(e.getMessage()));
        } finally {
            visitor.close();
        }
        return new Result(reached, bad);
    }

    /** Returns why the client thinks that it has failed, or nothing. */
    private String operate() throws InterruptedException {
        try {
            point.operation().run(host);
            return "";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private boolean struck() throws InterruptedException {
        try {
            Patience.await(STRIKE, "nobody died", () -> {
                if (point.victim() == Victim.AGENT) {
                    return !host.agent().isAlive();
                }
                return host.steps().stream().filter(point.step()::equals).count() >= point.occurrence();
            });
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Waits until what was under way has come to its end, and returns what there is then. */
    private Reply.StatusReport settled() throws IOException, InterruptedException {
        List<Reply.StatusReport> last = new ArrayList<>();
        try {
            Patience.await(SETTLE, "it did not settle", () -> {
                Reply.StatusReport status = host.client().status();
                last.add(0, status);
                if (status.wanted().equals("stopped") && status.generations().isEmpty()) {
                    host.client().start();
                    return false;
                }
                return status.operation() == null
                        && status.generations().stream().allMatch(CrashRun::isAtRest)
                        && status.generations().stream().anyMatch(g -> g.role().equals("live"));
            });
        } catch (IOException e) {
            throw new IOException(e.getMessage() + (last.isEmpty() ? "" : ", status " + last.get(0)), e);
        }
        return last.get(0);
    }

    private void judge(Reply.StatusReport status, Instant begun, ReleaseId before, String failure)
            throws IOException, InterruptedException {
        GenerationStatus live = live(status);
        ReleaseId release = live.release();
        expect(release.equals(status.current()), "status calls " + status.current() + " current, live is " + release);
        String page = Page.get(host.port(), "/");
        expect(
                release.value().startsWith(page.replace("demo ", "") + "-"),
                "the page is " + page + ", live is " + release);
        expect(host.agent().livePid() == live.pid(), "the PID file names another than " + live.pid());
        String current = Files.readSymbolicLink(host.agent().stateFolder().resolve("current"))
                .getFileName()
                .toString();
        expect(current.equals(release.value()), "current points to " + current + ", live is " + release);
        expect(failure.isEmpty() || !failure.startsWith("candidate") || release.equals(before), failure);
        List<HistoryEntry> since = host.client().history(20).stream()
                .filter(entry -> entry.at().isAfter(begun))
                .toList();
        bad.addAll(new HistoryJudge(point, before, release).complaints(since));
    }

    private void nextPush() throws IOException, InterruptedException {
        String version = host.nextVersion();
        host.push(version, Conduct.GOOD);
        Reply.StatusReport status = settled();
        String page = Page.get(host.port(), "/");
        expect(page.equals("demo " + version), "after the next push the page is " + page);
        bad.addAll(new Leaks(host).in(status));
        goOnWithPieces();
    }

    /** What was kept of an upload for whoever goes on with it has no other use: with the next push of the same artifact it is gone. */
    private void goOnWithPieces() throws IOException, InterruptedException {
        for (Sent sent : host.keptInPart()) {
            String refused = "";
            try {
                host.push(sent.version(), sent.conduct());
            } catch (IOException e) {
                refused = String.valueOf(e.getMessage());
            }
            Reply.StatusReport status = settled();
            expect(
                    refused.isEmpty() == (sent.conduct() == Conduct.GOOD),
                    "the push of what was kept in part ended with: " + refused);
            expect(host.stored().contains(sent), sent.release() + " is not stored after it was sent to its end");
            expect(
                    !host.keptInPart().contains(sent),
                    "a piece of " + sent.release() + " is kept though all of it came");
            bad.addAll(new Leaks(host).in(status));
        }
    }

    private void expect(boolean right, String otherwise) {
        if (!right) {
            bad.add(otherwise);
        }
    }

    /** One that was killed a moment ago may still be listed. */
    private static boolean isAtRest(GenerationStatus generation) {
        return AT_REST.contains(generation.role()) && Processes.isAlive(generation.pid());
    }

    private static GenerationStatus live(Reply.StatusReport status) throws IOException {
        return status.generations().stream()
                .filter(g -> g.role().equals("live"))
                .findFirst()
                .orElseThrow(() -> new IOException("nothing is live: " + status));
    }
}
