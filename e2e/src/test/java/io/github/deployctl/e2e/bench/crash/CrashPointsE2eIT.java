package io.github.deployctl.e2e.bench.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.e2e.bench.crash.CrashPoint.Victim;
import io.github.deployctl.e2e.kit.Installation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A few points of {@code e2e/bench crash}, one of each kind, in each build. */
@Timeout(400)
class CrashPointsE2eIT {
    private static final List<CrashPoint> SAMPLE = List.of(
            new CrashPoint(Operation.PUSH, "install-renamed", 1, Victim.AGENT),
            new CrashPoint(Operation.PUSH, "spawned", 1, Victim.AGENT),
            new CrashPoint(Operation.PUSH, "move-sent", 1, Victim.AGENT),
            new CrashPoint(Operation.PUSH, "app.pid-renamed", 1, Victim.AGENT),
            new CrashPoint(Operation.PUSH, "ready", 1, Victim.APP),
            new CrashPoint(Operation.ROLLBACK, "drain-begun", 1, Victim.AGENT),
            new CrashPoint(Operation.REVERT, "revert-decided", 1, Victim.AGENT),
            new CrashPoint(Operation.REVERT, "move-begun", 2, Victim.AGENT),
            new CrashPoint(Operation.READOPTION, "processes-found", 1, Victim.AGENT),
            new CrashPoint(Operation.UPGRADE, "agent-started", 1, Victim.AGENT));

    @Test
    void whoeverIsKilledTheAppServesAndTheNextPushWorks() throws Exception {
        CrashSeries series = new CrashSeries(Installation.ofThisBuild(), line -> {});

        series.run(SAMPLE, 2);

        assertThat(series.bad()).isEmpty();
        assertThat(series.missed())
                .as("steps that the agent does not record any more")
                .isEmpty();
        assertThat(series.reached()).hasSameSizeAs(SAMPLE);
    }
}
