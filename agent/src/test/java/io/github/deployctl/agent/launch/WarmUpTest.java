package io.github.deployctl.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deployctl.common.config.ProbeAddress;
import io.github.deployctl.common.config.ReadyCheck;
import io.github.deployctl.common.config.Warmup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    private static final Warmup TEN = new Warmup(10, List.of());

    @Test
    void itHasWhatReadinessHasLeft() {
        ReadyCheck check = new ReadyCheck(null, Duration.ofSeconds(10));
        assertThat(WarmUp.left(check, 4_000)).isEqualTo(Duration.ofSeconds(6));
        assertThat(WarmUp.left(check, 10_000)).isZero();
        assertThat(WarmUp.left(check, 10_001)).isZero();
    }

    @Test
    void withoutPathsTheOneOfTheReadinessCheckIsAsked() {
        assertThat(WarmUp.paths(TEN, "/health")).containsExactly("/health");
        assertThat(WarmUp.paths(new Warmup(10, List.of("/a", "/b")), "/health")).containsExactly("/a", "/b");
    }

    @Test
    void itAsksWhereNobodyElseReachesTheCandidateOrNowhere() {
        assertThat(WarmUpIT.of(TEN, Map.of("http", 40_000), Optional.empty())).isPresent();
        assertThat(WarmUpIT.of(TEN, Map.of(), Optional.of(ProbeAddress.parse("127.0.0.1:9000"))))
                .isPresent();
        assertThat(WarmUpIT.of(TEN, Map.of(), Optional.empty())).isEmpty();
        assertThat(WarmUpIT.of(null, Map.of("http", 40_000), Optional.empty())).isEmpty();
    }
}
