package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.cli.demo.load.Load;
import io.github.deployctl.cli.demo.load.LoadResult;
import io.github.deployctl.cli.demo.load.Loss;
import io.github.deployctl.e2e.kit.KeptConnection;
import io.github.deployctl.e2e.kit.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The built agent answers in the place of the app while clients ask, on connections that they keep and on new ones. */
class MaintenanceE2eIT extends E2eHost {
    /** A check from outside that needs nothing but bash. */
    private static final String FETCH = "exec 3<>/dev/tcp/127.0.0.1/%d && printf \"GET / HTTP/1.0\\r\\n\\r\\n\" >&3"
            + " && read -r _ status _ <&3 && echo answered $status && test $status = 200";

    private static final String PAGE = "<p>closed: back at noon</p>";

    @Test
    void everybodyIsAnsweredFromBeforeItIsOnUntilAfterItIsOffAndAPushMeanwhileServesThen() throws Exception {
        site.pushQuickly(jars.good("1.0.0"));
        Load load = load();
        try (KeptConnection idle = KeptConnection.open(site.port())) {
            assertThat(idle.get("/").body()).isEqualTo("demo 1.0.0");

            Outcome on = on("--retry-after", "2m", "--message", "moving the database");
            assertThat(on.out()).contains("in maintenance: 503 from the agent", "Undo: deployctl maintenance off ");
            assertPage();
            KeptConnection.Answer last = idle.get("/");
            assertThat(last.body()).as("on what the app has accepted before").isEqualTo("demo 1.0.0");
            assertThat(last.head()).containsOnlyOnce("Connection: close");

            Outcome push = site.pushQuickly(jars.good("2.0.0"));
            assertThat(push.exit()).as(push.all()).isZero();
            assertThat(push.all()).contains("maintenance is on", "moving the database");
            assertPage();
            assertThat(site.quickly("status").out()).contains("MAINTENANCE since ", "moving the database", "2.0.0");
        }
        Outcome off = site.quickly("maintenance off");
        assertThat(off.exit()).as(off.all()).isZero();
        // Nobody gets the page any more; and the load has time to meet the new release.
        for (int i = 0; i < 100; i++) {
            assertThat(site.page("/")).isEqualTo("demo 2.0.0");
        }

        LoadResult result = load.stop();
        assertThat(lostOtherwise(result)).isEmpty();
        assertThat(result.lost(Loss.BAD_STATUS)).isPositive();
        assertThat(result.answers()).containsExactly("demo 1.0.0", "demo 2.0.0");
        await().untilAsserted(
                        () -> assertThat(site.quickly("history").out()).contains("maintenance-on", "maintenance-off"));
        report("on, push, off", result);
    }

    @Test
    void itOutlivesAKilledAgentAndAnUpgradedOneAndNobodyIsRefused() throws Exception {
        site.pushQuickly(jars.good("1.0.0"));
        long app = site.agent().livePid();
        on("--retry-after", "2m");

        Load killed = load();
        site.agent().kill();
        site.agent().startAgain(Map.of());
        assertPage();
        LoadResult afterKill = killed.stop();
        // What the killed process had accepted has gone with it; whoever came later waited for the next.
        assertThat(afterKill.lost(Loss.REFUSED)).isZero();
        assertThat(afterKill.lost(Loss.TIMED_OUT)).isZero();
        assertThat(afterKill.lost(Loss.RESET) + afterKill.lost(Loss.TRUNCATED)).isLessThanOrEqualTo(48);
        assertThat(afterKill.lost(Loss.BAD_STATUS)).isPositive();
        assertThat(afterKill.answers()).as("from the app").isEmpty();
        report("agent killed", afterKill);

        Load upgraded = load();
        Outcome upgrade = site.quickly("agent upgrade");
        assertThat(upgrade.exit()).as(upgrade.all()).isZero();
        assertPage();
        assertThat(site.quickly("status").out()).contains("MAINTENANCE since ");
        Outcome off = site.quickly("maintenance off");
        assertThat(off.exit()).as(off.all()).isZero();
        assertThat(site.page("/")).isEqualTo("demo 1.0.0");
        LoadResult afterUpgrade = upgraded.stop();
        assertThat(lostOtherwise(afterUpgrade)).isEmpty();
        assertThat(afterUpgrade.lost(Loss.BAD_STATUS)).isPositive();
        assertThat(site.agent().livePid()).isEqualTo(app);
        report("agent upgraded, off", afterUpgrade);
    }

    /** What serves changes in all the ways there are, and behind the page nobody meets it. */
    @Test
    void whateverBecomesOfTheAppMeanwhileUsersGetThePageUntilItIsOff() throws Exception {
        site.declare("standby: 10m");
        site.pushQuickly(jars.good("1.0.0"));
        site.pushQuickly(jars.good("2.0.0"));
        on("--retry-after", "2m");
        Load load = load();

        Outcome back = done("rollback");
        assertThat(back.all()).contains("maintenance is on", "from standby");
        assertPage();
        long before = site.agent().livePid();
        assertThat(done("restart").all()).contains("maintenance is on");
        assertPage();
        long restarted = site.agent().livePid();
        assertThat(restarted).isNotEqualTo(before);

        ProcessHandle.of(restarted).orElseThrow().destroyForcibly();
        await().ignoreExceptions().until(() -> site.agent().livePid() != restarted);
        assertPage();
        await().untilAsserted(
                        () -> assertThat(site.quickly("status").out()).contains("MAINTENANCE since ", "live", "1.0.0"));

        site.declare("standby: 10m\nverify: [bash, -c, '" + FETCH.formatted(site.port()) + "']");
        Outcome unverified = site.pushQuickly(jars.good("3.0.0"));
        assertThat(unverified.exit()).as(unverified.all()).isEqualTo(9);
        assertThat(unverified.err()).contains("verify exited with status ", "answered 503", "serves again");
        assertPage();

        assertThat(done("stop", "--yes").all()).contains("maintenance is on");
        assertPage();
        assertThat(appProcesses("")).isEmpty();
        done("start");
        assertPage();
        LoadResult result = load.stop();
        assertThat(lostOtherwise(result)).isEmpty();
        assertThat(result.answers()).as("from the app").isEmpty();
        done("maintenance off");
        assertThat(site.page("/")).isEqualTo("demo 1.0.0");
        report("rollback, restart, kill, verify, stop, start", result);
    }

    private Outcome done(String verb, String... rest) {
        Outcome outcome = site.quickly(verb, rest);
        assertThat(outcome.exit()).as(outcome.all()).isZero();
        return outcome;
    }

    private Outcome on(String... options) throws IOException {
        Path page = site.folder().resolve("closed.html");
        Files.writeString(page, PAGE);
        String[] all = new String[options.length + 2];
        all[0] = "--page";
        all[1] = page.toString();
        System.arraycopy(options, 0, all, 2, options.length);
        Outcome on = site.quickly("maintenance on", all);
        assertThat(on.exit()).as(on.all()).isZero();
        return on;
    }

    private void assertPage() throws IOException {
        try (KeptConnection fresh = KeptConnection.open(site.port())) {
            KeptConnection.Answer answer = fresh.get("/");
            assertThat(answer.head())
                    .startsWith("HTTP/1.1 503 ")
                    .contains("Retry-After: 120", "Connection: close", "Content-Type: text/html; charset=utf-8");
            assertThat(answer.body()).isEqualTo(PAGE);
        }
    }

    /** Returns what was lost in another way than by the agent's answer, which is one. */
    private static List<String> lostOtherwise(LoadResult result) {
        return result.lossDetails(Integer.MAX_VALUE).stream()
                .filter(line -> !line.endsWith("status 503"))
                .toList();
    }

    private static void report(String what, LoadResult result) {
        System.out.printf(
                "maintenance, %s: %d requests, %s, longest wait %.0f ms%n",
                what, result.requests(), result.losses(), result.longestWaitMillis());
    }
}
