package io.github.deployctl.cli.report.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deployctl.cli.report.Report;
import io.github.deployctl.cli.report.RolloutDocument.Host;
import io.github.deployctl.common.failure.Evidence;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.protocol.Proof;
import io.github.deployctl.common.protocol.Timings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a step shows and hands on of pushes that ended in every way there is. */
final class StepReportTest {
    private static final String OLD = "1.4.1-aaaaaaaa";
    private static final String NEW = "1.4.2-bbbbbbbb";

    /** What a host, an app or whoever names a branch would write to have it carried out. */
    private static final String HOSTILE =
            "x\n::error::y\r\n::add-mask::a%0A::stop-commands::t\n| a | b |</pre></details><img src=x onerror=y>[z](javascript:q) `id` @all #1 **b**";

    private static final Host DONE = new Host(
            "web1",
            "deployed",
            NEW,
            OLD,
            8L,
            false,
            3_000_000L,
            new Timings(3900, 4, 1100, 12, 2),
            null,
            new Proof(0L, 3L, 1104, 500, List.of(), null),
            null,
            null);
    private static final Host SKIPPED = left("web3", "skipped", null);

    private static Host left(String name, String outcome, @Nullable Failure why) {
        return new Host(name, outcome, null, null, null, null, null, null, null, null, why, null);
    }

    private static Failure because(String message, String line) {
        return Failure.of(FailureCode.NOT_DEPLOYED, message)
                .serving("generation 7 still serves")
                .hint("deployctl status")
                .evidence(List.of(new Evidence("last lines of the log", List.of(line))));
    }

    private static Report report(String outcome, int exit, @Nullable String standing, Host... hosts) {
        return new Report(1, "push", outcome, exit, List.of(hosts), null, null, NEW, standing, Instant.EPOCH, 5_200);
    }

    @Test
    void aGoodPushIsARowWithAllItsFiguresAndOutputsForTheStepsThatFollow() {
        Report good = report("deployed", 0, null, DONE);

        assertThat(StepOutputs.of(good, 0))
                .isEqualTo(Map.of(
                        "release", NEW,
                        "previous-release", OLD,
                        "outcome", "deployed",
                        "exit-code", "0",
                        "changed-hosts", "web1",
                        "failed-hosts", "",
                        "uploaded-bytes", "3000000",
                        "duration-ms", "5200"));
        assertThat(StepSummary.of(good, 0, "")).isEqualTo("""
                        ### deployctl push 1.4.2-bbbbbbbb: deployed

                        | Host | Outcome | Old | New | Sent | Ready | Drained | Refused | Longest wait |
                        | --- | --- | --- | --- | --- | --- | --- | --- | --- |
                        | web1 | deployed | 1.4.1-aaaaaaaa | 1.4.2-bbbbbbbb | 3.0 MB | 3.9 s | 10/12 in 1.1 s | 0 | 3 ms |


                        Undo: <code>deployctl rollback web1</code>

                        """);
        assertThat(ReportAnnotation.of(good, 0)).hasToString("::notice title=deployctl push::deployed " + NEW);
    }

    @Test
    void aFailedPushIsOneErrorAndItsEvidenceIsFolded() {
        Report failed = report("failed", 1, null, left("web1", "failed", because("candidate 8 was not ready", "boom")));

        assertThat(StepOutputs.of(failed, 1))
                .containsEntry("changed-hosts", "")
                .containsEntry("failed-hosts", "web1")
                .containsEntry("exit-code", "1")
                .containsEntry("previous-release", "");
        assertThat(StepSummary.of(failed, 1, ""))
                .contains(
                        "failed (exit code 1)",
                        "<details><summary>web1: candidate 8 was not ready</summary>\n\n<pre>\nlast lines of the log:\n  boom\n",
                        "generation 7 still serves",
                        "Try: deployctl status")
                .doesNotContain("Undo");
        assertThat(ReportAnnotation.of(failed, 1))
                .hasToString(
                        "::error title=deployctl push%3A exit code 1::web1: candidate 8 was not ready%0Ageneration 7 still serves%0ATry: deployctl status");
    }

    @Test
    void aPartlyChangedFleetIsTwoListsThatCanBeHostsAgain() {
        Report mixed = report("mixed", 3, null, DONE, left("web2", "failed", because("no room", "disk full")), SKIPPED);

        assertThat(StepOutputs.of(mixed, 3))
                .containsEntry("changed-hosts", "web1")
                .containsEntry("failed-hosts", "web2 web3");
        assertThat(StepSummary.of(mixed, 3, ""))
                .contains(
                        "Changed: <code>web1</code>. Not done: <code>web2 web3</code>.",
                        "Undo: <code>deployctl rollback web1</code>",
                        "| web3 | skipped |");
        assertThat(ReportAnnotation.of(mixed, 3).message()).startsWith("web2: no room\n");
    }

    @Test
    void aHostThatFailedAndKeepsTheNewReleaseIsInBothLists() {
        Failure kept = Failure.of(FailureCode.MIXED, "verify exited with status 1, and it was not taken back: no");
        Report mixed = report("mixed", 3, null, left("web1", "failed", kept), SKIPPED);

        assertThat(StepOutputs.of(mixed, 3))
                .containsEntry("changed-hosts", "web1")
                .containsEntry("failed-hosts", "web1 web3");
    }

    @Test
    void aCancelledPushSaysWhatIsTrueOnTheHosts() {
        Report cancelled = report("interrupted", 130, "changed and serving: web1; web2 keeps what it has", DONE);

        assertThat(StepOutputs.of(cancelled, 130))
                .containsEntry("outcome", "interrupted")
                .containsEntry("changed-hosts", "web1");
        assertThat(StepSummary.of(cancelled, 130, ""))
                .contains(
                        "interrupted (exit code 130)",
                        "What is true on the hosts: changed and serving: web1; web2 keeps what it has.");
        assertThat(ReportAnnotation.of(cancelled, 130).message())
                .isEqualTo("changed and serving: web1; web2 keeps what it has");
    }

    @Test
    void nothingThatAHostSaysIsCarriedOutOrMarkup() {
        Report hostile = report("failed", 1, HOSTILE, left(HOSTILE, "failed", because(HOSTILE, HOSTILE)));

        String annotation = ReportAnnotation.of(hostile, 1).toString();
        assertThat(annotation.lines()).as("one command").hasSize(1);
        assertThat(annotation).startsWith("::error title=deployctl push%3A exit code 1::");
        assertThat(new WorkflowCommand("error", "a,file=b::c\n::d", "%0A\r\n::e").toString())
                .isEqualTo("::error title=a%2Cfile=b%3A%3Ac%0A%3A%3Ad::%250A%0D%0A::e");

        String summary = StepSummary.of(hostile, 1, "");
        assertThat(summary).doesNotContain("<img").doesNotContainPattern("(?m)^(::|\\| a )");
        // From <pre> to </pre> nothing but HTML is markup (CommonMark 4.6).
        assertThat(summary.replaceAll("(?s)<pre>.*</pre>", "")).doesNotContain("](", "`", "@all", "**", "#1 ");
        assertThat(count(summary, "</details>"))
                .as("what is folded ends where it should")
                .isOne();
        assertThat(count(summary, "</pre>")).isOne();
        assertThat(summary.lines().filter(line -> line.startsWith("|")))
                .as("a table of one host")
                .hasSize(3);
    }

    @Test
    void anOutputIsAllOfItsValueAndNoMore() {
        assertThat(StepOutputs.written(Map.of("outcome", "a\nexit-code=0\nEOF"), "deployctl-1"))
                .isEqualTo("outcome<<deployctl-1\na\nexit-code=0\nEOF\ndeployctl-1\n");
        assertThatThrownBy(() -> StepOutputs.written(Map.of("outcome", "a\ndeployctl-1\nb<<c"), "deployctl-1"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSummaryThatTheRunnerWouldThrowAwayIsCutAndWhole() {
        List<String> lines = Collections.nCopies(200_000, "<\u00e9\u20ac> and so on");
        Failure long1 = because("much", "to say").evidence(List.of(new Evidence("log", lines)));
        String summary = StepSummary.of(
                report("failed", 1, null, left("web1", "failed", long1), left("web2", "failed", long1)), 1, "");

        assertThat(summary.getBytes(StandardCharsets.UTF_8).length).isBetween(890_000, 900_000);
        assertThat(summary).contains("... cut here: all of it is in the report").endsWith("</pre>\n</details>\n\n");
        assertThat(count(summary, "<details>")).isEqualTo(count(summary, "</details>"));
        assertThat(count(summary, "cut here")).isOne();
    }

    @Test
    void aPlanIsShownAsItWasSaid() {
        Report planned = report(Report.PLANNED, 0, null);

        assertThat(planned.isDone()).isFalse();
        assertThat(StepSummary.of(planned, 0, "web1  would push\n  <b>"))
                .contains("planned", "<summary>what would be done</summary>", "web1  would push\n  &lt;b&gt;\n");
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
