package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.generation.Generations;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.protocol.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Those who wait for the end of a probation. For the owner thread. */
final class Onlookers {
    private final List<Onlooker> waiting = new ArrayList<>();
    private @Nullable Left left;

    private record Onlooker(long number, Sink sink) {}

    private record Left(long number, Failure why) {}

    void await(long number, Sink sink, Generations now) {
        waiting.add(new Onlooker(number, sink));
        observe(now);
    }

    /** Generation {@code number} is left as bad. */
    void takenBack(long number, Failure why) {
        left = new Left(number, why);
    }

    /** Answers those for whom {@code now} is the end: with what serves instead, so not before something does. */
    void observe(Generations now) {
        Optional<Long> live = now.live().map(Generation::number);
        if (live.isEmpty() && now.goal().running()) {
            return;
        }
        List<Onlooker> due = waiting.stream()
                .filter(o -> now.onProbation(o.number()).isEmpty())
                .toList();
        waiting.removeAll(due);
        due.forEach(o -> o.sink().reply(answer(o.number(), live.equals(Optional.of(o.number())), now)));
    }

    private Reply answer(long number, boolean isLive, Generations now) {
        Left last = left;
        return isLive || last == null || last.number() != number
                ? new Reply.Settled(number, isLive)
                : new Reply.Failed(last.why().serving(Operations.serving(now)));
    }
}
