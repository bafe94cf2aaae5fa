package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.e2e.kit.Outcome;
import io.github.deployctl.e2e.kit.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a release has the host run before it is started. */
class HookE2eIT extends E2eHost {
    @Test
    void aReleaseWhoseHookFailsIsNotStartedAndOneWhoseHookSucceedsIs() throws Exception {
        hook("echo \"$GREETING from $DEPLOYCTL_RELEASE after [$DEPLOYCTL_PREVIOUS]\"; test -f \"$DEPLOYCTL_JAR\"; pwd");
        Outcome first = site.pushQuickly(jars.good("1.0.0"));
        assertThat(first.exit()).as(first.all()).isZero();
        assertThat(first.all())
                .containsPattern("hello from 1\\.0\\.0-[0-9a-f]{8} after \\[]")
                .contains("/work");

        hook("echo no such column; exit 3");
        assertRefused("before-start exited with status 3", "no such column");

        hook("echo before; sleep 600", "1s");
        assertRefused("it had not ended after 1s (deadline hooks.before-start.timeout)", "before");

        hook("echo \"after [$DEPLOYCTL_PREVIOUS]\"");
        Outcome second = site.pushQuickly(jars.good("2.0.0"));
        assertThat(second.exit()).as(second.all()).isZero();
        assertThat(second.all()).containsPattern("after \\[1\\.0\\.0-[0-9a-f]{8}]");
        assertThat(site.page("/")).isEqualTo("demo 2.0.0");
        Outcome back = site.quickly("rollback");
        assertThat(back.exit()).as(back.all()).isZero();
        assertThat(back.all()).as("only a push runs it").doesNotContain("after [");
    }

    @Test
    void aHookThatOutlivesItsAgentIsEndedByTheNextAndThePushHasNotHappened() throws Exception {
        site.declare("env: {GREETING: hello}");
        site.pushQuickly(jars.good("1.0.0"));
        Path next = jars.good("2.0.0");
        Path pids = site.folder().resolve("pids");
        // The second has left the session.
        hook("echo $$ >> " + pids + "; setsid sh -c 'echo $$ >> " + pids + "; exec sleep 600' & sleep 600");
        CompletableFuture<Outcome> push = CompletableFuture.supplyAsync(() -> site.pushQuickly(next));
        await().until(() -> Files.exists(pids) && Files.readAllLines(pids).size() == 2);
        site.agent().kill();
        site.agent().startAgain(Map.of());
        for (String pid : Files.readAllLines(pids)) {
            await().until(() -> !Processes.isAlive(Long.parseLong(pid)));
        }
        assertThat(push.join().exit()).isNotZero();
        assertThat(site.page("/")).isEqualTo("demo 1.0.0");
        assertThat(appProcesses("2.0.0")).isEmpty();
    }

    private void assertRefused(String why, String printed) throws Exception {
        Outcome push = site.pushQuickly(jars.good("2.0.0"));
        assertThat(push.exit()).as(push.all()).isOne();
        assertThat(push.all()).contains("nothing was started: ", why, printed, "still serves");
        assertThat(site.page("/")).isEqualTo("demo 1.0.0");
        assertThat(appProcesses("2.0.0")).isEmpty();
    }

    private void hook(String line) throws IOException {
        hook(line, "30s");
    }

    private void hook(String line, String timeout) throws IOException {
        site.declare("env: {GREETING: hello}\nhooks: {before-start: {timeout: " + timeout + ", command: '"
                + line.replace("'", "''") + "'}}");
    }
}
