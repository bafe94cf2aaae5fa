package io.github.deployctl.agent.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.agent.os.MemoryRoom;
import io.github.deployctl.agent.os.ProcessId;
import io.github.deployctl.agent.os.Processes.Signal;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A generation that stands by. */
class StandbyTest {
    private static final MemoryRoom SHORT = new MemoryRoom("the host", 1 << 20, 1 << 30);

    private @TempDir Path folder;
    private AppFixture app;

    @BeforeEach
    void aStandby() {
        app = new AppFixture(folder);
        app.deployed("1");
        app.deployed("2");
        assertThat(app.role(1)).contains("standby");
    }

    @Test
    void itIsEndedEarlyWhenMemoryIsShortAndThatIsSaid() {
        ProcessId standby = app.process(1);
        app.pass(Duration.ofSeconds(30));
        assertThat(app.role(1)).as("there is plenty").contains("standby");
        app.host.setMemory(SHORT);
        app.pass(StandbyWatch.PAUSE);

        assertThat(app.processes.signals(standby)).containsExactly(Signal.TERM);
        assertThat(app.role(1)).isEmpty();
        String said = "memory is short, 1 MiB of 1024 MiB are left of the host";
        assertThat(app.log).anyMatch(line -> line.contains("standby 1 (1-") && line.endsWith("after 35s: " + said));
        assertThat(app.service.told()).last().asString().contains("live 2").endsWith(said);
        assertThat(app.reasons()).first().asString().endsWith(said);
    }

    @Test
    void nobodyLooksWhileNobodyStandsBy() {
        app.pass(AppFixture.DEADLINES.standby());
        assertThat(app.role(1)).isEmpty();
        int said = app.log.size();
        app.host.setMemory(SHORT);
        app.pass(Duration.ofHours(1));
        assertThat(app.log).hasSize(said);
    }

    @Test
    void oneThatServesAgainIsNotEnded() {
        app.settled(app.rollBack(null));
        app.host.setMemory(SHORT);
        app.pass(Duration.ofMinutes(1));
        assertThat(app.live()).contains(1L);
        assertThat(app.role(2)).as("which stands by now").isEmpty();
    }
}
