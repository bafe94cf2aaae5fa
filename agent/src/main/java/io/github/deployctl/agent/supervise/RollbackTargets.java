package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.release.Release;
import io.github.deployctl.agent.release.ReleaseStore;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.ReleaseId;
import java.util.List;
import java.util.Optional;

/** Which release a rollback goes to, or why to none. For the owner thread. */
final class RollbackTargets {
    private final ReleaseStore store;
    private final Supervisor supervisor;
    private final Ledger ledger;

    RollbackTargets(ReleaseStore store, Supervisor supervisor, Ledger ledger) {
        this.store = store;
        this.supervisor = supervisor;
        this.ledger = ledger;
    }

    /** Returns the one that is named, or the last good one. */
    ReleaseId of(Request.RollBack request) throws FailureException {
        List<ReleaseId> retained = store.list().stream().map(Release::id).toList();
        ReleaseId to = request.to();
        if (to != null) {
            if (!retained.contains(to)) {
                throw Failure.of(
                                FailureCode.NOT_DEPLOYED,
                                "nothing was rolled back: release " + to + " is not retained on the host")
                        .serving(Operations.serving(supervisor.now()))
                        .hint("deployctl rollback --to one of: " + retained)
                        .asException();
            }
            return to;
        }
        Optional<ReleaseId> current = supervisor.now().goal().release();
        return ledger.standings().targets(current).stream()
                .filter(retained::contains)
                .findFirst()
                .orElseThrow(() -> Failure.of(
                                FailureCode.NOT_DEPLOYED,
                                "nothing was rolled back: no earlier good release is retained on the host")
                        .serving(Operations.serving(supervisor.now()))
                        .hint("deployctl history")
                        .asException());
    }
}
