package io.github.deployctl.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.cli.config.Setting;
import io.github.deployctl.cli.config.Setting.Source;
import io.github.deployctl.common.config.ListenAddress;
import io.github.deployctl.common.failure.Evidence;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.GenerationStatus;
import io.github.deployctl.common.protocol.HistoryEntry;
import io.github.deployctl.common.protocol.Proof;
import io.github.deployctl.common.protocol.Reply.AgentReport;
import io.github.deployctl.common.protocol.Reply.Pruned;
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
                        "  ROLE     GEN  RELEASE         PID   UP    CONN  MEMORY",
                        "  live     8    1.4.2-bbbbbbbb  4711  60 s  12    180.0 MB",
                        "  standby  7    1.4.1-aaaaaaaa  4700  2 h   0",
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
                        "  bad: 1.4.2-bbbbbbbb since 2026-05-17T10:20:30Z: its process exited with status 1\\x1b[2J");
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
    void noTextOfAHostSteersTheTerminalItIsShownOn() {
        String hostile = "a\u009b2J\u001b[2J\u202e";
        StatusReport status = new StatusReport(
                new AppName("shop"),
                hostile,
                "running",
                NEW,
                "push by " + hostile,
                Map.of(),
                List.of(new GenerationStatus(8, NEW, hostile, 4711, NOW, 0, 0)),
                List.of());
        AgentReport agent = new AgentReport(new AppName("shop"), hostile, 1, NOW, hostile);
        List<Setting> settings = List.of(new Setting("key", hostile, Source.PROJECT_FILE, "deployctl.yml:1"));

        assertThat(StatusText.of("web1", status, NOW))
                .contains("  under way: push by a\\x9b2J\\x1b[2J\\u202e")
                .noneMatch(TextsTest::steers);
        assertThat(AgentText.of("web1", agent, NOW)).noneMatch(TextsTest::steers);
        assertThat(SettingsTable.of(settings)).noneMatch(TextsTest::steers);
        assertThat(ProofText.parts(new Proof(null, null, 0, 0, List.of(), hostile)))
                .noneMatch(TextsTest::steers);
    }

    private static boolean steers(String line) {
        return line.chars().anyMatch(c -> Character.isISOControl(c) || c == 0x202e);
    }

    @Test
    void aStatusFitsEightyColumns() {
        ReleaseId wordy = new ReleaseId("2026.11.0-SNAPSHOT-feature-checkout-cccccccc");
        List<GenerationStatus> generations = List.of(
                new GenerationStatus(1012, wordy, "live", 4194303, NOW.minusSeconds(90_000), 12_345, 1_800_000_000),
                new GenerationStatus(1011, NEW, "draining", 4194302, NOW.minusSeconds(7200), 9999, 999_900_000));
        StatusReport report = new StatusReport(
                new AppName("shop"),
                "0.1.0",
                "running",
                NEW,
                null,
                Map.of(),
                generations,
                List.of(OLD, NEW, OLD, NEW, OLD, NEW, OLD));

        List<String> text = StatusText.of("web1", report, NOW);

        assertThat(text).allMatch(line -> line.length() <= 80);
        assertThat(text).element(2).asString().contains("2026.11.0-SNAP..cccccccc", "12345", "1.8 GB");
        assertThat(text).last().isEqualTo("            " + "1.4.1-aaaaaaaa 1.4.2-bbbbbbbb 1.4.1-aaaaaaaa");
    }

    private static HistoryEntry entry(String operation, String by, @Nullable ReleaseId release) {
        return new HistoryEntry(NOW, operation, by, release, OLD, Timings.NONE, null);
    }

    @Test
    void aHistorySaysWhoDidWhatAndWhatCameOfIt() {
        Failure notReady = Failure.of(FailureCode.NOT_DEPLOYED, "candidate 9 was not ready in 30s");
        HistoryEntry done = new HistoryEntry(
                12,
                NOW,
                "push",
                "ada@laptop (https://ci.example.com/1) as deploy",
                NEW,
                OLD,
                4100,
                Timings.NONE,
                new Proof(0L, 3L, 1200, 400, List.of(), null),
                null,
                null);
        HistoryEntry failed = entry("push", "ada\u001b[1m", NEW).numbered(11).failed(notReady);
        HistoryEntry old = entry("stop", "bob@ci", null);

        assertThat(HistoryTable.of("web1", List.of(done, failed, old), 90))
                .containsExactly(
                        "web1",
                        "ID  WHEN (UTC)   WHAT  RELEASE                           OUTCOME  TOOK   WHO",
                        "12  05-17 10:20  push  1.4.2-bbbbbbbb <- 1.4.1-aaaaaaaa  done     4.1 s  ada@laptop",
                        "    refused 0  longest wait 3 ms",
                        "11  05-17 10:20  push  1.4.2-bbbbbbbb <- 1.4.1-aaaaaaaa  failed          ada\\x1b[1m",
                        "    candidate 9 was not ready in 30s",
                        "-   05-17 10:20  stop  stopped <- 1.4.1-aaaaaaaa         done            bob@ci");
        assertThat(HistoryTable.of("web1", List.of(), 80)).containsExactly("web1", "nothing was done here yet");
    }

    @Test
    void aHistoryFitsEightyColumns() {
        ReleaseId wordy = new ReleaseId("2026.11.0-SNAPSHOT-feature-checkout-cccccccc");
        HistoryEntry done = new HistoryEntry(
                NOW, "recovery", "somebody.with.a.long.name@a-long-machine-name", wordy, NEW, Timings.NONE, null);
        HistoryEntry failed = done.numbered(123456)
                .took(130_000)
                .failed(Failure.of(FailureCode.REVERTED, "it was taken back ".repeat(9)));

        List<String> table = HistoryTable.of("web1", List.of(failed, done), 80);

        assertThat(table).allMatch(line -> line.length() <= 80);
        assertThat(table).element(2).asString().contains("..cccccccc <- ", "..bbbbbbbb", "reverted");
        assertThat(table).element(3).asString().endsWith("...");
    }

    @Test
    void anEntryIsShownWithAllThatWasFound() {
        Failure failure = Failure.of(FailureCode.NOT_DEPLOYED, "candidate 9 exited with status 1")
                .serving("generation 8 still serves")
                .evidence(List.of(new Evidence("last lines", List.of("boom\u001b[2J"))));
        HistoryEntry entry = new HistoryEntry(
                11,
                NOW,
                "push",
                "ada@laptop as deploy",
                NEW,
                OLD,
                4100,
                new Timings(3900, 4, 1100, 12, 1),
                null,
                "ticket 7",
                failure);

        assertThat(HistoryPage.of("web1", entry))
                .containsExactly(
                        "web1  entry 11  push  failed",
                        "  when:     2026-05-17T10:20:30Z",
                        "  who:      ada@laptop as deploy",
                        "  release:  1.4.2-bbbbbbbb",
                        "  before:   1.4.1-aaaaaaaa",
                        "  reason:   ticket 7",
                        "  took:     4.1 s",
                        "  ready:    3.9 s",
                        "  moved:    4 ms",
                        "  drained:  11/12 in 1.1 s",
                        "deployctl: candidate 9 exited with status 1",
                        "  | last lines:",
                        "  |   boom\\x1b[2J",
                        "generation 8 still serves");
    }

    @Test
    void whatWasPrunedIsSaidWithTheSpaceThatItGives() {
        Pruned pruned = new Pruned(List.of(OLD), 64_000_000, List.of(NEW), 65_000_000, false);

        assertThat(PruneText.of("web1", pruned, 80))
                .containsExactly(
                        "web1  removed 1 release, which gives 64.0 MB",
                        "  gone: 1.4.1-aaaaaaaa",
                        "  kept (65.0 MB): 1.4.2-bbbbbbbb");
        assertThat(PruneText.of("web1", new Pruned(List.of(OLD, OLD), 1, List.of(), 0, true), 80))
                .first()
                .isEqualTo("web1  would remove 2 releases, which gives 1 B");
        assertThat(PruneText.of("web1", new Pruned(List.of(), 0, List.of(NEW), 1, true), 80))
                .first()
                .isEqualTo("web1  nothing to remove");
    }
}
