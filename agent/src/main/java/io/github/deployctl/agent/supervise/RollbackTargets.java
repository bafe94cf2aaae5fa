package io.github.deployctl.agent.supervise;

import io.github.deployctl.agent.generation.Generation;
import io.github.deployctl.agent.release.Release;
import io.github.deployctl.agent.release.ReleaseStore;
import io.github.deployctl.agent.state.BadRelease;
import io.github.deployctl.common.failure.Failure;
import io.github.deployctl.common.failure.FailureCode;
import io.github.deployctl.common.failure.FailureException;
import io.github.deployctl.common.protocol.HistoryEntry;
import io.github.deployctl.common.protocol.Request;
import io.github.deployctl.common.release.ReleaseId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which release a rollback goes to, or why to none. For the owner thread. */
final class RollbackTargets {
    /** What a person would want to undo. */
    private static final Set<String> UNDONE = Set.of("push", "rollback", "revert");

    private static final int LOOKED_AT = 50;

    private final ReleaseStore store;
    private final Supervisor supervisor;
    private final Ledger ledger;

    RollbackTargets(ReleaseStore store, Supervisor supervisor, Ledger ledger) {
        this.store = store;
        this.supervisor = supervisor;
        this.ledger = ledger;
    }

    /** Returns the one that is named, or a good one. */
    ReleaseId of(Request.RollBack request) throws FailureException {
        refuseWhenAnotherServes(request);
        List<ReleaseId> retained = store.list().stream().map(Release::id).toList();
        ReleaseId to = request.to();
        if (to != null) {
            return named(to, retained, request.force());
        }
        if (request.steps() == 0 && request.leaving() == null) {
            refuseWithNothingToUndo();
        }
        int steps = Math.max(1, request.steps());
        Optional<ReleaseId> current = supervisor.now().goal().release();
        List<ReleaseId> good = ledger.standings().targets(current).stream()
                .filter(retained::contains)
                .toList();
        if (good.size() < steps) {
            throw refusal(
                    good.isEmpty()
                            ? "no earlier good release is retained on the host"
                            : "of the earlier good releases " + good.size() + " are retained on the host, not " + steps,
                    "deployctl history");
        }
        return good.get(steps - 1);
    }

    /** Returns the record of that one. */
    Release release(Request.RollBack request) throws FailureException {
        ReleaseId target = of(request);
        return store.find(target)
                .orElseThrow(() -> refusal("release " + target + " cannot be read any more", "deployctl push"));
    }

    private ReleaseId named(ReleaseId name, List<ReleaseId> retained, boolean force) throws FailureException {
        List<ReleaseId> meant = retained.contains(name)
                ? List.of(name)
                : retained.stream()
                        .filter(id -> id.value().startsWith(name.value()))
                        .toList();
        if (meant.isEmpty()) {
            throw refusal(
                    "release " + name + " is not retained on the host",
                    retained.isEmpty() ? "deployctl push" : ReleaseStore.rollbackTo(retained));
        }
        if (meant.size() > 1) {
            throw refusal(name + " is the beginning of several releases", ReleaseStore.rollbackTo(meant));
        }
        ReleaseId release = meant.get(0);
        Optional<BadRelease> mark = ledger.standings().mark(release);
        if (mark.isPresent() && !force) {
            throw refusal(
                    "release " + release + " is " + mark.get().describe(),
                    "deployctl rollback --to " + release + " --force");
        }
        return release;
    }

    private void refuseWhenAnotherServes(Request.RollBack request) throws FailureException {
        Long leaving = request.leaving();
        Optional<Long> live = supervisor.now().live().map(Generation::number);
        if (leaving != null && !live.equals(Optional.of(leaving))) {
            throw refusal("generation " + leaving + " is not the live one any more", "deployctl status");
        }
    }

    /** To go back once more after something that changed nothing would undo what nobody complained of. */
    private void refuseWithNothingToUndo() throws FailureException {
        Optional<HistoryEntry> last = last();
        String what = last.map(HistoryEntry::operation).orElse("");
        if (what.equals("push") && last.filter(e -> e.failure() != null).isPresent()) {
            throw refusal(
                    "the last push failed and changed nothing, so there is nothing to roll back",
                    "deployctl rollback --steps 1, to go back from what serves now");
        }
        if (what.equals("revert")) {
            throw refusal(
                    "the agent has gone back by itself already",
                    "deployctl rollback --steps 1, to go back from what serves now");
        }
    }

    private Optional<HistoryEntry> last() {
        try {
            return ledger.history().newest(LOOKED_AT).stream()
                    .filter(entry -> UNDONE.contains(entry.operation()))
                    .findFirst();
        } catch (IOException e) {
            supervisor.log("the history could not be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    private FailureException refusal(String why, String hint) {
        return Failure.of(FailureCode.NOT_DEPLOYED, "nothing was rolled back: " + why)
                .serving(Operations.serving(supervisor.now()))
                .hint(hint)
                .asException();
    }
}
