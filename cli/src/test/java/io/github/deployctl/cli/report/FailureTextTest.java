package io.github.deployctl.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FailureTextTest {
    private static final Failure FAILURE = Failure.of(FailureCode.NOT_DEPLOYED, "candidate 8 exited with status 1");

    @Test
    void theMessageComesFirstAndWhatToTryLast() {
        Failure failure = FAILURE.serving("generation 7 still serves")
                .hint("deployctl status")
                .evidence(List.of("boom"));

        assertThat(FailureText.of("web1", failure))
                .containsExactly(
                        "deployctl: web1: candidate 8 exited with status 1",
                        "  | boom",
                        "generation 7 still serves",
                        "Try: deployctl status");
        assertThat(FailureText.of(FAILURE)).containsExactly("deployctl: candidate 8 exited with status 1");
    }

    @Test
    void ofLongEvidenceTheBeginningIsShown() {
        List<String> log =
                IntStream.rangeClosed(1, 60).mapToObj(i -> "line " + i).toList();

        List<String> text = FailureText.of(FAILURE.evidence(log));

        assertThat(text).hasSize(52).element(1).isEqualTo("  | line 1");
        assertThat(text).element(50).isEqualTo("  | line 50");
        assertThat(text).last().isEqualTo("  | ... 10 more lines with --json");
    }

    @Test
    void nothingFromAHostSteersTheTerminal() {
        Failure hostile = Failure.of(FailureCode.NOT_DEPLOYED, "a\u001b[2Jb\nc")
                .serving("\u0007")
                .evidence(List.of("\tat \u001b]0;x\u0007"));

        assertThat(String.join("", FailureText.of(hostile))).doesNotContainPattern("\\p{Cntrl}");
    }
}
