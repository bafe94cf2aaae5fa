package io.github.deployctl.agent.supervise;

import io.github.deployctl.common.failure.FailureException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Asks the owner thread something and waits for what it says. For any thread but that one, which would wait for itself. */
final class Asking {
    private Asking() {}

    /** Answered on the owner thread. */
    interface Question<T> {
        T answer() throws FailureException;
    }

    /**
     * Returns the answer.
     *
     * @throws FailureException when the answer is that
     */
    static <T> T owner(Loop loop, Question<T> question) throws FailureException, InterruptedException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        loop.post(() -> {
            try {
                answer.complete(question.answer());
            } catch (FailureException | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof FailureException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
