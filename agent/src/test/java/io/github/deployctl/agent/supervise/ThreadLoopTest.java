package io.github.deployctl.agent.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ThreadLoopTest {
    private final List<Throwable> defects = new CopyOnWriteArrayList<>();

    @Test
    void whatATaskThrowsIsToldAndTheNextOneRuns() throws Exception {
        try (ThreadLoop loop = new ThreadLoop("tested", defects::add)) {
            loop.post(() -> {
                throw new IllegalStateException("a defect");
            });
            loop.post(() -> {
                throw new OutOfMemoryError("unable to create native thread");
            });
            loop.after(Duration.ZERO, () -> {
                throw new AssertionError("of a timer");
            });
            CompletableFuture<Boolean> next = new CompletableFuture<>();
            loop.after(Duration.ZERO, () -> next.complete(true));

            assertThat(next.get(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(defects)
                .extracting(Throwable::getMessage)
                .containsExactly("a defect", "unable to create native thread", "of a timer");
    }
}
