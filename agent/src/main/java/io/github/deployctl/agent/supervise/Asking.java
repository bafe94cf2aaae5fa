package io.github.deployctl.agent.supervise;

import io.github.deployctl.common.config.Durations;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Asks the owner thread something and waits for what it says. For any thread but that one, which would wait for itself.
 *
 * @param serving what serves now, in words for a user; any thread may ask
 * @param within how long is waited; long enough for the writes that a slow disk keeps the owner waiting for
 */
record Asking(Loop loop, Supplier<String> serving, Duration within) {
    /** Half of what systemd gives that thread for a sign of life (WatchdogSec= of the unit): whoever asks hears of one that hangs before it is replaced. */
    static final Duration OWNER_TIMEOUT = Duration.ofSeconds(30);

    Asking(Loop loop, Supplier<String> serving) {
        this(loop, serving, OWNER_TIMEOUT);
    }

    /** Answered on the owner thread. It changes nothing: nobody may be there any more to hear the answer. */
    interface Question<T> {
        T answer() throws FailureException;
    }

    /**
     * Returns the answer.
     *
     * @param undone what has not happened where there is none, as "nothing was run"
     * @throws FailureException when the answer is that, or none has come in time
     */
    <T> T owner(String undone, Question<T> question) throws FailureException, InterruptedException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        loop.post(() -> {
            try {
                answer.complete(question.answer());
            } catch (FailureException | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof FailureException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw unanswered(undone).asException();
        }
    }

    private Failure unanswered(String undone) {
        return Failure.of(
                        FailureCode.NOT_DEPLOYED,
                        undone + ": the agent was busy with something else for " + Durations.format(within)
                                + " (deadline owner.timeout)")
                .serving(serving.get())
                .hint(
                        "try again; if it stays so, look at the agent's log on the host: journalctl -u deployctl-agent@APP");
    }
}
