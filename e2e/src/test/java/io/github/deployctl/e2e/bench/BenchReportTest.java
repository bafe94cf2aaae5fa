package io.github.deployctl.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.e2e.matrix.CellReport;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchReportTest {
    @Test
    void aGoalIsMetUpToItsLimit() {
        assertThat(report(Goal.atMost("lost", 3)).ok()).isTrue();
        assertThat(report(Goal.atMost("lost", 2.9)).ok()).isFalse();
        assertThat(report(Goal.atLeast("lost", 3)).ok()).isTrue();
        assertThat(report(Goal.atLeast("lost", 3.1)).ok()).isFalse();
    }

    @Test
    void aFigureThatIsMissingOrNoNumberMeetsNoGoal() {
        assertThat(report(Goal.atMost("requests", 1_000)).ok()).isFalse();
        assertThat(BenchReport.of("test", Findings.of(Map.of("lost", Double.NaN), Goal.atMost("lost", 0)))
                        .ok())
                .isFalse();
    }

    @Test
    void jsonNamesTheLimitOnItsSide() {
        assertThat(report(Goal.atMost("lost", 0)).json())
                .contains("\"atMost\": 0.0")
                .doesNotContain("atLeast", "cells");
    }

    @Test
    void jsonHasTheCells() {
        CellReport cell = new CellReport(
                "netty",
                "Netty",
                "4.1",
                17,
                "slow",
                true,
                null,
                true,
                500,
                20,
                18,
                1000,
                2,
                0,
                4L,
                null,
                List.of("one"));
        assertThat(BenchReport.of("test", new Findings(Map.of(), List.of(cell), List.of()))
                        .json()
                        .replaceAll("\\s+", ""))
                .contains(
                        "\"cells\":[{\"app\":\"netty\",\"server\":\"Netty\",\"version\":\"4.1\",\"jdk\":17,\"mode\":\"slow\"")
                .contains("\"supported\":true,\"adopted\":true,\"readyMillis\":500", "\"lost\":2");
    }

    private static BenchReport report(Goal goal) {
        return BenchReport.of("test", Findings.of(Map.of("lost", 3.0), goal));
    }
}
