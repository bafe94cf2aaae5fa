package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.deployctl.common.config.StartUp;
import io.github.deployctl.common.config.Warmup;
import io.github.deployctl.e2e.app.Conduct;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** {@code start-priority: low} under systemd, as a user that may do nothing which the unit does not allow. */
class QuietUnitE2eIT extends SystemdHost {
    /** Prints the nice value of every thread whose process runs the release $1, and those of the processes' scheduling groups. */
    private static final String NICE_VALUES = """
            for process in /proc/[0-9]*; do
              tr '\\0' ' ' <"$process/cmdline" 2>/dev/null | grep -q "releases/$1-[0-9a-f]*/app.jar" || continue
              sed 's/.*) //' "$process"/task/*/stat 2>/dev/null | cut -d ' ' -f 17
              sed -n 's/.* nice /group /p' "$process/autogroup" 2>/dev/null
            done
            """;

    /** A machine that may not raise its limits, as one in a container, cannot give the unit what it asks for; threads are left alone there. */
    @Test
    void candidateBootsAsLowAsItCanBeRaisedAgainAndServesAtNice0() throws Exception {
        assertThat(agent.property("LimitNICE")).isEqualTo("20");
        boolean raisable =
                host.exec("cat", "/proc/" + agent.pid() + "/limits").matches("(?s).*Max nice priority +20 .*");
        String group =
                host.attempt("cat", "/proc/" + agent.pid() + "/autogroup").out().isEmpty() ? "" : "group ";

        CompletableFuture<String> push = pushLate();
        if (!group.isEmpty()) {
            await().atMost(PATIENCE).until(() -> nice("2.0.0").contains("group 19"));
        }
        await().atMost(PATIENCE).until(() -> nice("2.0.0").contains(raisable ? "19" : "0"));
        assertThat(nice("2.0.0")).isSubsetOf(raisable ? "19" : "0", "group 19");
        assertThat(nice("1.0.0")).as("the one that serves").contains("0").isSubsetOf("0", "group 0");
        assertThat(page("/")).isEqualTo("demo 1.0.0");
        tell("ready");
        assertThat(push.join()).isEqualTo("demo 2.0.0");
        assertThat(page("/")).isEqualTo("demo 2.0.0");
        assertThat(nice("2.0.0")).contains("0").isSubsetOf("0", "group 0");
        assertThat(agent.journal().lines().filter(line -> line.contains("start-priority:")))
                .hasSize(raisable ? 0 : 1)
                .allMatch(line -> line.contains("EACCES") && line.contains("LimitNICE"));
    }

    /** Pushes, with a warm-up, what is ready only when it is told to be. */
    private CompletableFuture<String> pushLate() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return push(
                        declare(PORT).with(new StartUp(StartUp.Priority.LOW, true, new Warmup(50, List.of("/")))),
                        Conduct.READY_ON_COMMAND);
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
    }

    private Set<String> nice(String version) throws Exception {
        return new TreeSet<>(host.attempt("sh", "-c", NICE_VALUES, "sh", version)
                .out()
                .lines()
                .toList());
    }
}
