package io.github.deployctl.agent.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.agent.os.FakeInitSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchdogTest {
    private static final long PID = 4711;

    private final FakeInitSystem service = new FakeInitSystem();
    private final List<Duration> pauses = new ArrayList<>();
    private final List<Runnable> due = new ArrayList<>();

    @Test
    void beatsTwiceAPeriodForAsLongAsItsThreadTurns() {
        start(Map.of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "4711"));
        due.remove(0).run();

        assertThat(service.told()).containsExactly("WATCHDOG=1", "WATCHDOG=1");
        assertThat(pauses).containsExactly(Duration.ofSeconds(15), Duration.ofSeconds(15));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "", "-5", "soon"})
    void withoutAPeriodItIsSilent(String micros) {
        start(Map.of("WATCHDOG_USEC", micros));
        assertThat(service.told()).isEmpty();
        assertThat(due).isEmpty();
    }

    @Test
    void anotherProcessesPeriodIsNotItsOwn() {
        start(Map.of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "1"));
        assertThat(service.told()).isEmpty();
    }

    private void start(Map<String, String> environment) {
        Watchdog.start(environment, PID, service, (pause, task) -> {
            pauses.add(pause);
            due.add(task);
        });
    }
}
