package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.generation.Generations;
import io.github.deployctl.agent.release.Release;
import io.github.deployctl.agent.release.ReleaseStore;
import java.util.Optional;

/** What a change of the live generation means for the releases: which can be gone back to, which is marked, which go. For the owner thread. */
final class Succession {
    private final ReleaseStore store;
    private final Ledger ledger;
    private final Operations operations;
    private final Releases releases;

    Succession(ReleaseStore store, Ledger ledger, Operations operations, Releases releases) {
        this.store = store;
        this.ledger = ledger;
        this.operations = operations;
        this.releases = releases;
    }

    /** Notes which release has gone live with the step from {@code before} to {@code next}. */
    void note(Generations before, Generations next) {
        next.live().filter(live -> !before.live().equals(next.live())).ifPresent(live -> {
            boolean rollback =
                    operations.of(live.number()).filter(Operation::isRollback).isPresent();
            // Whatever served before may have been ended before this one was started.
            ledger.served(live.release(), rollback ? before.goal().release() : Optional.empty());
        });
    }

    /** Marks the release of {@code live} and removes what is retained no longer. */
    void tidy(Generation.Live live, Generations now) {
        Optional<Release> release = releases.find(live.release());
        int keep = release.map(r -> r.declaration().retention().keep()).orElse(Integer.MAX_VALUE);
        ledger.tidy(store, live.release(), now, keep);
        releases.forgetAllBut(now.reachable());
    }
}
