package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.generation.Generations;
import io.github.deployctl.common.config.HandOver;
import io.github.deployctl.common.release.ReleaseId;
import java.time.Clock;
import java.util.Optional;

/** Starts the app again when it should run and does not, without anybody having asked. For the owner thread. */
final class NewStart {
    private final Board board;
    private final Operations operations;
    private final Releases releases;
    private final Reverts reverts;
    private final Clock clock;

    NewStart(Board board, Operations operations, Releases releases, Reverts reverts, Clock clock) {
        this.board = board;
        this.operations = operations;
        this.releases = releases;
        this.reverts = reverts;
        this.clock = clock;
    }

    void retry() {
        Generations now = board.now();
        Optional<ReleaseId> release = now.goal().release();
        if (release.isEmpty()) {
            return;
        }
        HandOver handOver = releases.handOver(release.get());
        if (!now.retry(handOver).next().equals(now)) {
            long number = now.lastNumber() + 1;
            operations.begin(reverts.due(number, release.get())
                    .orElseGet(() -> Operation.recovery(
                            Operation.Goes.launching(number, release.get(), null), clock.instant())));
            board.apply(g -> g.retry(handOver));
        }
    }
}
