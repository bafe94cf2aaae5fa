package io.github.deployctl.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.GenerationStatus;
import io.github.deployctl.common.protocol.HistoryEntry;
import io.github.deployctl.common.protocol.Reply.StatusReport;
import io.github.deployctl.common.protocol.Standing;
import io.github.deployctl.common.protocol.Timings;
import io.github.deployctl.common.release.AppName;
import io.github.deployctl.common.release.ReleaseId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TextsTest {
    private static final ReleaseId OLD = new ReleaseId("1.4.1-aaaaaaaa");
    private static final ReleaseId NEW = new ReleaseId("1.4.2-bbbbbbbb");
    private static final Instant NOW = Instant.parse("2026-05-17T10:20:30.456Z");

    private static StatusReport status(String wanted, @Nullable ReleaseId current, List<GenerationStatus> generations) {
        return new StatusReport(
                new AppName("shop"),
                "0.1.0",
                wanted,
                current,
                generations.isEmpty() ? null : "push by ada@laptop",
                generations.isEmpty() ? Map.of() : Map.of("http", new ListenAddress("*", 8080)),
                generations,
                generations.isEmpty() ? List.of() : List.of(NEW, OLD));
    }

    @Test
    void aStatusShowsEveryGeneration() {
        StatusReport report = status(
                "running",
                NEW,
                List.of(
                        new GenerationStatus(8, NEW, "live", 4711, NOW.minusSeconds(60), 12, 180_000_000),
                        new GenerationStatus(7, OLD, "standby", 4700, NOW.minusSeconds(7200), 0, 0)));

        assertThat(StatusText.of("web1", report, NOW))
                .containsExactly(
                        "web1  shop  1.4.2-bbbbbbbb  agent 0.1.0",
                        "  live       generation 8  1.4.2-bbbbbbbb  pid 4711  for 60 s  12 connections  180.0 MB",
                        "  standby    generation 7  1.4.1-aaaaaaaa  pid 4700  for 2 h  0 connections",
                        "  under way: push by ada@laptop",
                        "  listeners: http 8080",
                        "  releases: 1.4.2-bbbbbbbb 1.4.1-aaaaaaaa");
    }

    @Test
    void aStatusShowsWhatHasToProveItselfAndWhatHasFailed() {
        Standing standing = new Standing(
                new Standing.Trial(8, OLD, NOW.plusSeconds(40), NOW.plusSeconds(10)),
                List.of(new Standing.Bad(NEW, NOW, "agent", "its process exited with status 1\u001b[2J")));
        StatusReport report = new StatusReport(
                new AppName("shop"), "0.1.0", "stopped", OLD, null, Map.of(), List.of(), List.of(), standing);

        assertThat(StatusText.of("web1", report, NOW))
                .contains(
                        "  generation 8 on probation until 2026-05-17T10:21:10Z, to be confirmed by 2026-05-17T10:20:40Z; if it fails, back to 1.4.1-aaaaaaaa",
                        "  bad: 1.4.2-bbbbbbbb since 2026-05-17T10:20:30Z: its process exited with status 1?[2J");
    }

    @Test
    void aStatusSaysWhenNothingServes() {
        assertThat(StatusText.of("web1", status("running", null, List.of()), NOW))
                .containsExactly("web1  shop  nothing deployed yet  agent 0.1.0");
        assertThat(StatusText.of("web1", status("stopped", OLD, List.of()), NOW))
                .containsExactly("web1  shop  1.4.1-aaaaaaaa  stopped  agent 0.1.0");
        assertThat(StatusText.of("web1", status("running", OLD, List.of()), NOW))
                .containsExactly("web1  shop  1.4.1-aaaaaaaa  not serving, being restarted  agent 0.1.0");
    }

    @Test
    void aHistoryLineSaysWhoDidWhatAndWhatCameOfIt() {
        HistoryEntry done = new HistoryEntry(NOW, "push", "ada@laptop", NEW, OLD, Timings.NONE, null);
        HistoryEntry failed = new HistoryEntry(
                NOW,
                "push",
                "ada\u001b[1m",
                NEW,
                null,
                Timings.NONE,
                Failure.of(FailureCode.NOT_DEPLOYED, "not ready"));
        HistoryEntry stopped = new HistoryEntry(NOW, "stop", "ada@laptop", null, NEW, Timings.NONE, null);

        assertThat(HistoryText.of("web1", done))
                .isEqualTo("web1  2026-05-17T10:20:30Z  push  1.4.1-aaaaaaaa -> 1.4.2-bbbbbbbb  done  by ada@laptop");
        assertThat(HistoryText.of("web1", failed))
                .isEqualTo("web1  2026-05-17T10:20:30Z  push  1.4.2-bbbbbbbb  failed: not ready  by ada?[1m");
        assertThat(HistoryText.of("web1", stopped))
                .isEqualTo("web1  2026-05-17T10:20:30Z  stop  1.4.2-bbbbbbbb -> stopped  done  by ada@laptop");
    }
}
