package io.github.deployctl.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.common.failure.Evidence;
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
                .evidence(List.of(Evidence.of("it listens nowhere"), new Evidence("last lines", List.of("boom"))));

        assertThat(FailureText.of("web1", failure))
                .containsExactly(
                        "deployctl: web1: candidate 8 exited with status 1",
                        "  | it listens nowhere",
                        "  | last lines:",
                        "  |   boom",
                        "generation 7 still serves",
                        "Try: deployctl status");
        assertThat(FailureText.of(FAILURE)).containsExactly("deployctl: candidate 8 exited with status 1");
    }

    @Test
    void aHostThatTheMessageBeginsWithIsNotNamedTwice() {
        Failure failure = Failure.of(FailureCode.UNREACHABLE, "web1 not reached: nothing listens on port 22");

        assertThat(FailureText.of("web1", failure)).first().isEqualTo("deployctl: " + failure.message());
        assertThat(FailureText.of("web", failure)).first().isEqualTo("deployctl: web: " + failure.message());
    }

    @Test
    void ofEachThingThatWasFoundTheBeginningIsShown() {
        List<String> log =
                IntStream.rangeClosed(1, 60).mapToObj(i -> "line " + i).toList();

        Failure failure = FAILURE.evidence(List.of(new Evidence("thread dump", log), Evidence.of("that is all")));
        List<String> text = FailureText.of(failure);

        assertThat(text).hasSize(54).element(2).isEqualTo("  |   line 1");
        assertThat(text).element(51).isEqualTo("  |   line 50");
        assertThat(text).element(52).isEqualTo("  |   ... 10 more lines with --json, or deployctl history show");
        assertThat(text).last().isEqualTo("  | that is all");
        assertThat(FailureText.inFull(failure)).hasSize(63).contains("  |   line 60");
    }

    @Test
    void nothingFromAHostSteersTheTerminal() {
        Failure hostile = Failure.of(FailureCode.NOT_DEPLOYED, "a\u001b[2Jb\nc")
                .serving("\u0007")
                .evidence(List.of(new Evidence("\u009b1m", List.of("\tat \u001b]0;x\u0007"))));

        assertThat(String.join("", FailureText.of(hostile))).doesNotContainPattern("[\\p{Cntrl}\u0080-\u009f]");
    }
}
