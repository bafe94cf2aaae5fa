package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.generation.Generations;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import java.io.IOException;

/** Which steps are decisions, and what becomes of one that could not be written to disk. For the owner thread. */
final class Decisions {
    private final Board board;
    private final Operations operations;

    Decisions(Board board, Operations operations) {
        this.board = board;
        this.operations = operations;
    }

    /** What somebody asked for can be refused; what has happened has happened, whether it can be written down or not. */
    private static boolean isOne(Generations before, Generations next) {
        boolean liveHasEnded =
                before.live().filter(live -> next.find(live.number()).isEmpty()).isPresent();
        return !liveHasEnded && next.incoming().isPresent() && !next.incoming().equals(before.incoming());
    }

    /** A decision that cannot be kept is not made. Returns whether {@code refused} was one. */
    boolean calledOff(Generations before, Generations refused, IOException e) {
        if (!isOne(before, refused)) {
            return false;
        }
        long number = refused.incoming().map(Generation::number).orElse(0L);
        operations.blame(
                number,
                Failure.of(FailureCode.NOT_DEPLOYED, "the decision could not be written to disk: " + e.getMessage())
                        .hint("free space on the host, then push again"));
        board.post(() -> board.apply(now -> now.refused(number)));
        return true;
    }
}
