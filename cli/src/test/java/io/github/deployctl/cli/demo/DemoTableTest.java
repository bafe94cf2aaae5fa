package io.github.deployctl.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DemoTableTest {
    private static final DemoReport.Losses TWO_LOST = new DemoReport.Losses(1, 0, 0, 1, 0, 0);

    @Test
    void theTableSaysWhatEachStepTookAndLost() {
        DemoReport report = new DemoReport(
                1,
                false,
                1000,
                499.6,
                2,
                TWO_LOST,
                0,
                3.5,
                7,
                780,
                List.of(
                        step("push", "1.0.0-aaaaaaaa", null, "deployed"),
                        step("push", "1.2.0", null, "refused"),
                        step("rollback", "1.0.0-aaaaaaaa", "1.1.0-bbbbbbbb", "deployed")),
                List.of(new DemoReport.Swap("1.1.0-bbbbbbbb", "1.0.0-aaaaaaaa", 12.5, 2)),
                List.of("+1.000 s REFUSED: GET /"));

        List<String> lines = DemoTable.of(report);

        assertThat(lines.get(0)).contains("STEP", "LONGEST WAIT");
        assertThat(lines.get(2)).contains("push", "1.2.0", "refused").doesNotContain("4 ms");
        assertThat(lines.get(3)).contains("rollback", "standby", "1.23 s", "4 ms", "20 ms", "12.5 ms");
        assertThat(lines)
                .contains(
                        "1000 requests at 500/s, 2 lost: 1 refused, 0 reset, 0 truncated, 1 timed out, 0 wrong body, 0 bad status",
                        "not as it must be: +1.000 s REFUSED: GET /");
    }

    private static DemoReport.Step step(String verb, String release, @Nullable String previous, String outcome) {
        return new DemoReport.Step(
                verb, release, previous, outcome, verb.equals("rollback"), 1230, 0, 4, 20, 300, 2, 12.5);
    }
}
