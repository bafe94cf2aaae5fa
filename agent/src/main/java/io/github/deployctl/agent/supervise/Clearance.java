package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.generation.Generations;
import io.github.deployctl.agent.release.Release;
import io.github.deployctl.agent.release.ReleaseStore;
import io.github.deployctl.agent.release.Surplus;
import io.github.deployctl.agent.supervise.Operation.Order;
import io.github.deployctl.common.config.Retention;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.HistoryEntry;
import io.github.deployctl.common.protocol.Reply;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.protocol.Timings;
import io.github.deployctl.common.release.ReleaseId;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Removes releases when somebody asks for it, also while a push is under way: what that needs is in use. For the owner thread. */
final class Clearance {
    private final Surroundings around;
    private final Supervisor supervisor;
    private final Ledger ledger;

    Clearance(Surroundings around, Supervisor supervisor, Ledger ledger) {
        this.around = around;
        this.supervisor = supervisor;
        this.ledger = ledger;
    }

    void prune(Request.Prune request, Order order) throws FailureException {
        ReleaseStore store = around.store();
        Surplus surplus = store.surplus(retention(request), ledger.inUse(store, supervisor.now()));
        if (!request.dryRun() && !surplus.gone().isEmpty()) {
            remove(surplus, order);
        }
        order.sink()
                .reply(new Reply.Pruned(
                        ids(surplus.gone()),
                        surplus.freedBytes(),
                        ids(surplus.kept()),
                        surplus.keptBytes(),
                        request.dryRun()));
    }

    private void remove(Surplus surplus, Order order) throws FailureException {
        try {
            ledger.gone(around.store().remove(surplus));
        } catch (IOException e) {
            throw Failure.of(
                            FailureCode.NOT_DEPLOYED,
                            "not all of " + ids(surplus.gone()) + " could be removed: " + e.getMessage())
                    .serving(Operations.serving(supervisor.now()))
                    .asException();
        }
        Generations now = supervisor.now();
        ReleaseId current = now.goal().release().orElse(null);
        Instant at = around.clock().instant();
        String removed = ids(surplus.gone()).stream().map(ReleaseId::value).collect(Collectors.joining(", "));
        ledger.record(new HistoryEntry(
                at, order.name(), order.by(), current, current, Timings.NONE, null, "removed " + removed, null));
    }

    /** What the current release declares holds, since the next push goes by it too. */
    private Retention retention(Request.Prune request) {
        Retention declared = supervisor
                .now()
                .goal()
                .release()
                .flatMap(around.store()::find)
                .map(release -> release.declaration().retention())
                .orElse(Retention.DEFAULT);
        Integer keep = request.keep();
        return keep == null ? declared : new Retention(keep, declared.maxBytes());
    }

    private static List<ReleaseId> ids(List<Release> releases) {
        return releases.stream().map(Release::id).toList();
    }
}
