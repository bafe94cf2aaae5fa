package io.github.deployctl.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.cli.verify.Verification.Refusal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationIT {
    @TempDir
    Path folder;

    private Optional<Refusal> run(String script, Duration timeout) throws InterruptedException {
        return new Verification(Verification.shell(script), timeout).run(folder, Map.of("WHERE", "web1"));
    }

    @Test
    void whatExitsWithZeroIsGood() throws Exception {
        assertThat(run("echo fine; test $WHERE = web1", Duration.ofSeconds(10))).isEmpty();
    }

    @Test
    void anErrorExitCarriesTheLastLinesOfBothStreams() throws Exception {
        Refusal refusal = run("seq 1 60; echo no $WHERE >&2; exit 4", Duration.ofSeconds(10))
                .orElseThrow();

        assertThat(refusal.reason()).isEqualTo("exited with status 4");
        assertThat(refusal.lines()).hasSize(50).startsWith("12").endsWith("60", "no web1");
    }

    @Test
    void whatDoesNotEndIsEndedWithAllThatItStarted() throws Exception {
        Refusal refusal =
                run("echo begun; sleep 600 & wait", Duration.ofSeconds(2)).orElseThrow();

        assertThat(refusal).isEqualTo(new Refusal("did not end in 2s (deadline verify.timeout)", List.of("begun")));
    }

    @Test
    void whatCannotBeRunSaysSo() throws Exception {
        Optional<Refusal> refusal = new Verification(List.of("./missing"), Duration.ofSeconds(1)).run(folder, Map.of());

        assertThat(refusal.orElseThrow().reason())
                .startsWith("could not be run")
                .contains("missing");
    }
}
