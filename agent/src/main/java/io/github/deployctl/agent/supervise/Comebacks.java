package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.generation.Generations;
import io.github.deployctl.common.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * The operations that had the old generation ended, then failed, and are answered when it is known whether the old release serves again. For the owner
 * thread.
 */
final class Comebacks {
    private final BiConsumer<Operation, Failure> answer;
    private final List<Failed> waiting = new ArrayList<>();

    /** @param answer tells whoever asked for an operation that it has failed */
    Comebacks(BiConsumer<Operation, Failure> answer) {
        this.answer = answer;
    }

    private record Failed(Operation operation, Failure why) {}

    void await(Operation operation, Failure why) {
        waiting.add(new Failed(operation, why));
    }

    /** Answers them when the app serves again, or is not to. */
    void observe(Generations now) {
        now.live()
                .ifPresent(live -> end(
                        failed -> failed.operation().number() != live.number(),
                        "generation " + live.number() + " (" + live.release() + ") serves again"));
        if (!now.goal().running()) {
            end(Operations.serving(now));
        }
    }

    /** Answers them with what serves now; whether the old release comes back later is not waited for any more. */
    void end(String serving) {
        end(failed -> true, serving);
    }

    private void end(Predicate<Failed> which, String serving) {
        List<Failed> due = waiting.stream().filter(which).toList();
        waiting.removeAll(due);
        due.forEach(failed -> answer.accept(failed.operation(), failed.why().serving(serving)));
    }
}
