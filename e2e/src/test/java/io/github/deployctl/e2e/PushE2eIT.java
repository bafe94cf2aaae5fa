package io.github.deployctl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.deployctl.cli.demo.load.Load;
import io.github.deployctl.cli.demo.load.LoadResult;
import io.github.deployctl.e2e.app.Conduct;
import io.github.deployctl.e2e.kit.Outcome;
import java.net.ConnectException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The everyday commands through the installed launcher and a real sshd. */
class PushE2eIT extends E2eHost {
    /** As where nothing is declared. */
    @Override
    protected String usualPriority() {
        return "low";
    }

    @Test
    void aReleaseIsPushedReplacedAndRolledBack() throws Exception {
        Path one = jars.good("1.0.0");
        Path two = jars.good("2.0.0");

        Outcome first = site.push(one);
        assertThat(first.exit()).as(first.all()).isZero();
        assertThat(first.out()).contains("1.0.0-");
        assertThat(site.page("/")).isEqualTo("demo 1.0.0");

        Load load = load();
        Outcome second = site.push(two);
        assertThat(second.exit()).as(second.all()).isZero();
        assertThat(second.out())
                .containsPattern("1\\.0\\.0-\\w{8} -> 2\\.0\\.0-\\w{8}")
                .containsPattern("  refused 0  longest wait [1-9]\\d* ms")
                .contains("Undo: deployctl rollback");
        assertThat(site.page("/")).isEqualTo("demo 2.0.0");

        long pid = site.agent().livePid();
        Outcome again = site.push(two);
        assertThat(again.exit()).as(again.all()).isZero();
        assertThat(again.out()).contains("already live");
        assertThat(site.agent().livePid()).isEqualTo(pid);

        Outcome back = site.deployctl("rollback", "--json");
        assertThat(back.exit()).as(back.all()).isZero();
        assertThat(back.out())
                .contains("\"refused\": 0")
                .containsPattern("\"longestWaitMillis\": [1-9]")
                .containsPattern("\"looks\": [1-9]");
        assertThat(site.page("/")).isEqualTo("demo 1.0.0");

        LoadResult result = load.stop();
        assertThat(result.lossDetails(10)).isEmpty();
        assertThat(result.answers()).containsExactly("demo 1.0.0", "demo 2.0.0");

        Outcome history = site.deployctl("history");
        assertThat(history.exit()).as(history.all()).isZero();
        assertThat(history.out()).contains("rollback", "push", System.getProperty("user.name"));
        Outcome status = site.deployctl("status");
        assertThat(status.exit()).as(status.all()).isZero();
        assertThat(status.out())
                .contains("1.0.0-")
                .contains(Long.toString(site.agent().livePid()));
    }

    @Test
    void tenBrokenPushesLeaveTheOldReleaseServingAndAGoodOneStillTakesOver() throws Exception {
        site.pushQuickly(jars.good("1.0.0"));
        long pid = site.agent().livePid();
        Load load = load();
        for (int i = 0; i < 10; i++) {
            Outcome broken = site.pushQuickly(jars.pack("1.1." + i, Conduct.EXITS_WITH_ERROR));
            assertThat(broken.exit()).as(broken.all()).isOne();
            assertThat(site.page("/")).isEqualTo("demo 1.0.0");
            assertThat(site.agent().livePid()).isEqualTo(pid);
        }
        Outcome good = site.pushQuickly(jars.good("2.0.0"));
        assertThat(good.exit()).as(good.all()).isZero();
        assertThat(site.page("/")).isEqualTo("demo 2.0.0");
        assertThat(load.stop().lossDetails(10)).isEmpty();
    }

    @Test
    void withoutAnEarlierReleaseThereIsNothingToRollBackTo() throws Exception {
        Outcome nothing = site.deployctl("rollback");
        assertThat(nothing.exit()).as(nothing.all()).isOne();

        site.pushQuickly(jars.good("1.0.0"));
        Outcome only = site.deployctl("rollback");
        assertThat(only.exit()).as(only.all()).isOne();
        assertThat(only.err())
                .contains("nothing was rolled back", "(1.0.0-", "still serves", "Try: ")
                .doesNotContain("Exception");
        assertThat(site.page("/")).isEqualTo("demo 1.0.0");
    }

    @Test
    void aStoppedAppRefusesConnectionsAndStartsAgain() throws Exception {
        site.pushQuickly(jars.good("1.0.0"));

        Outcome unasked = site.deployctl("stop");
        assertThat(unasked.exit()).as(unasked.all()).isEqualTo(2);
        assertThat(site.page("/")).isEqualTo("demo 1.0.0");

        Outcome stop = site.deployctl("stop", "--yes");
        assertThat(stop.exit()).as(stop.all()).isZero();
        assertThat(catchThrowable(() -> site.page("/")))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("refused");

        Outcome start = site.deployctl("start");
        assertThat(start.exit()).as(start.all()).isZero();
        assertThat(site.page("/")).isEqualTo("demo 1.0.0");
    }
}
