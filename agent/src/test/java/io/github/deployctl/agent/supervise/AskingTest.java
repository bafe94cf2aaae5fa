package io.github.deployctl.agent.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AskingTest {
    private static final String SERVING = "generation 7 (1.0.0-0a1b2c3d) still serves";

    /** An owner that answers before whoever asks begins to wait. */
    private static final Loop AT_ONCE = new Loop() {
        @Override
        public void post(Runnable task) {
            task.run();
        }

        @Override
        public void after(Duration delay, Runnable task) {
            throw new UnsupportedOperationException("a question has no timers");
        }

        @Override
        public long nanos() {
            return 0;
        }
    };

    private static Asking owner(Loop loop) {
        return new Asking(loop, () -> SERVING, Duration.ZERO);
    }

    @Test
    void answerIsTheOwners() throws Exception {
        assertThat(owner(AT_ONCE).owner("nothing was run", () -> 42)).isEqualTo(42);
    }

    @Test
    void refusalIsTheOwners() {
        Failure refused = Failure.of(FailureCode.LOCKED, "nothing was run: ann has the lock");

        assertThatThrownBy(() -> owner(AT_ONCE).owner("nothing was run", () -> {
                    throw refused.asException();
                }))
                .isInstanceOfSatisfying(
                        FailureException.class, e -> assertThat(e.failure()).isEqualTo(refused));
    }

    @Test
    void ownerThatDoesNotAnswerIsWaitedForUntilTheDeadlineAndNoLonger() {
        ManualLoop busy = new ManualLoop();
        Asking asking = new Asking(busy, () -> SERVING, Duration.ofMillis(1));

        assertThatThrownBy(() -> asking.owner("nothing was rolled back", () -> 42))
                .isInstanceOfSatisfying(FailureException.class, e -> {
                    assertThat(e.failure().code()).isEqualTo(FailureCode.NOT_DEPLOYED);
                    assertThat(e.failure().message())
                            .startsWith("nothing was rolled back: ")
                            .contains("1ms (deadline owner.timeout)");
                    assertThat(e.failure().serving()).isEqualTo(SERVING);
                    assertThat(e.failure().hint()).contains("try again", "journalctl -u deployctl-agent@APP");
                });
        // The owner comes to it later, and nobody minds.
        busy.turn();
    }
}
