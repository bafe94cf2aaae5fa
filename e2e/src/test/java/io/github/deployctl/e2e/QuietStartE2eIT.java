package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.e2e.app.Conduct;
import io.github.deployctl.e2e.kit.Outcome;
import io.github.deployctl.e2e.kit.Processes;
import io.github.deployctl.e2e.kit.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** {@code start-priority: low} where the agent may raise a thread again, as root may. */
class QuietStartE2eIT extends E2eHost {
    /** As where nothing is declared. */
    @Override
    protected String usualPriority() {
        return "low";
    }

    @Test
    void everyThreadBootsAtNice19AndServesAtNice0AndWarm() throws Exception {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")));
        site.declare("ready: {http: /ready, timeout: 30s, warmup: {requests: 40, paths: [/, /ready]}}");
        assertThat(site.pushQuickly(jars.good("1.0.0")).exit()).isZero();
        CompletableFuture<Outcome> push = pushQuickly(jars.pack("2.0.0", Conduct.READY_ON_COMMAND));
        await().atMost(Duration.ofSeconds(20)).until(() -> nice("2.0.0").equals(Set.of(19)));
        assertThat(nice("1.0.0")).containsExactly(0);
        tell("ready");
        Outcome outcome = push.join();
        assertThat(outcome.exit()).as(outcome.all()).isZero();
        assertThat(outcome.all()).contains("warmed up by 40 requests in ");
        assertThat(nice("2.0.0")).containsExactly(0);
    }

    @Test
    void whatTheWarmUpLeavesBehindIsCollectedBeforeAnyUserComes() throws Exception {
        Path collections = site.folder().resolve("gc.log");
        site.declare("java: {options: [" + Site.OPTIONS.replace(" ", ", ") + ", \"-Xlog:gc:file=" + collections
                + "\"], args: [\"--port=" + site.port() + "\"]}\n"
                + "ready: {http: /ready, timeout: 30s, warmup: 40}");
        Outcome push = site.pushQuickly(jars.good("1.0.0"));
        assertThat(push.exit()).as(push.all()).isZero();
        assertThat(Files.readString(collections)).containsOnlyOnce("(System.gc())");
    }

    @Test
    void anAgentThatDiesMeanwhileLeavesNothingLowThatServes() throws Exception {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")));
        site.declare("ready: {http: /ready, timeout: 30s}");
        assertThat(site.pushQuickly(jars.good("1.0.0")).exit()).isZero();
        CompletableFuture<Outcome> push = pushQuickly(jars.pack("2.0.0", Conduct.READY_ON_COMMAND));
        await().atMost(Duration.ofSeconds(20)).until(() -> nice("2.0.0").contains(19));
        site.agent().kill();
        site.agent().startAgain(Map.of());
        push.join();
        await().atMost(Duration.ofSeconds(20)).until(() -> appProcesses("2.0.0").isEmpty());
        assertThat(nice("1.0.0")).containsExactly(0);
        assertThat(site.page("/")).isEqualTo("demo 1.0.0");
    }

    @Test
    void whatUsersAskForIsRecordedAndTheNextOneIsWarmedUpWithThat() throws Exception {
        site.declare("ready: {http: /ready, timeout: 30s, warmup: {requests: 60, paths: recorded}}");
        Outcome first = site.pushQuickly(jars.good("1.0.0"));
        assertThat(first.exit()).as(first.all()).isZero();
        assertThat(first.all()).contains("no path that users ask for is recorded yet", "asks for /ready");
        for (int i = 0; i < 20; i++) {
            site.page("/hits?of=secret-" + i);
        }

        Outcome second = site.pushQuickly(jars.good("2.0.0"));
        assertThat(second.exit()).as(second.all()).isZero();
        assertThat(second.all()).contains("warmed up by 60 requests in ").doesNotContain("is recorded yet");
        // Of the two paths that can have been asked for often enough, this one and that of the probes, in turn.
        assertThat(Integer.parseInt(site.page("/hits"))).isBetween(30, 61);
        assertThat(Files.readString(site.agent().stateFolder().resolve("asked.json")))
                .contains("\"/hits\"", "1.0.0")
                .doesNotContain("secret");

        // With nothing live beside it, what was kept is asked.
        assertThat(site.quickly("stop", "--yes").exit()).isZero();
        assertThat(site.quickly("start").exit()).isZero();
        assertThat(Integer.parseInt(site.page("/hits"))).isBetween(30, 61);
    }

    private CompletableFuture<Outcome> pushQuickly(Path jar) {
        return CompletableFuture.supplyAsync(() -> site.pushQuickly(jar));
    }

    private Set<Integer> nice(String release) throws IOException {
        Set<Integer> values = new TreeSet<>();
        List<Long> processes = appProcesses(release);
        for (long pid : processes) {
            values.addAll(Processes.niceness(pid));
        }
        return values;
    }
}
